package com.flexinference.client.internal.json;

import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Reads and writes the JSON on the wire with a {@link JsonMapper} of its own. It is never
 * the application's, so that a naming strategy set there cannot change a request.
 */
public final class WireJson {

	/**
	 * An image in an answer is one string.
	 */
	private static final int MAX_STRING_LENGTH = 100_000_000;

	/**
	 * The mapper: fractions keep their digits, properties keep their declared order, and
	 * properties that are {@code null} are left out.
	 */
	public static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxStringLength(MAX_STRING_LENGTH).build())
			.build())
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	private WireJson() {
	}

	/**
	 * Read a tree.
	 * @param json the text of one JSON value
	 * @return its tree, a missing node if the text is blank
	 * @throws JacksonException if the text is not JSON, or has a value that is out of
	 * range
	 */
	public static JsonNode tree(byte[] json) {
		JsonNode tree = read(json, (parser) -> parser.readValueAsTree());
		return (tree != null) ? tree : MissingNode.getInstance();
	}

	/**
	 * Read one JSON value. All JSON that others wrote is read here, so that whatever it
	 * has Jackson or the JDK throw is a {@link JacksonException}.
	 * @param <T> the type of the result
	 * @param json the text of the value
	 * @param reader takes a parser at the first token of the value and reads all of the
	 * value
	 * @return what the reader returned, or {@code null} if the text is blank
	 * @throws JacksonException if the text is not JSON, or has a value that is out of
	 * range
	 */
	public static <T> @Nullable T read(byte[] json, Function<JsonParser, T> reader) {
		try (JsonParser parser = MAPPER.createParser(json)) {
			if (parser.nextToken() == null) {
				return null;
			}
			T value = reader.apply(parser);
			if (parser.nextToken() != null) {
				throw new StreamReadException(parser, "The JSON goes on after its end");
			}
			return value;
		}
		catch (ArithmeticException | NumberFormatException ex) {
			throw new StreamReadException(null, "The JSON has a number that is out of range", ex);
		}
	}

}
