package com.flexinference.client.internal.json;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.filter.FilteringParserDelegate;
import tools.jackson.core.filter.JsonPointerBasedFilter;
import tools.jackson.core.filter.TokenFilter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
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
	 * Keeps the digits of fractions and the declared order of properties, and leaves out
	 * properties that are {@code null}.
	 */
	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxStringLength(MAX_STRING_LENGTH).build())
			.build())
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
		.withCoercionConfig(BigInteger.class,
				(config) -> config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	private static final ObjectReader STRICT_READER = MAPPER.reader()
		.with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

	private static final JsonMapper LENIENT_MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
			.build())
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	/**
	 * An escape that the end of the text has cut, after any number of whole ones.
	 */
	private static final Pattern PARTIAL_ESCAPE = Pattern
		.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\(?:u[0-9a-fA-F]{0,3})?$");

	private WireJson() {
	}

	public static JsonNode tree(byte[] json) {
		return tree(json, null);
	}

	/**
	 * Read a part of a tree.
	 * @param json the text of one JSON value
	 * @param members the members of the outermost object to read, without the log
	 * probabilities in them, or {@code null} for all; the others take no memory
	 * @return its tree, a missing node if the text is blank
	 * @throws JacksonException if the text is not JSON, or has a value that is out of
	 * range
	 */
	public static JsonNode tree(byte[] json, @Nullable Set<String> members) {
		JsonNode tree = read(json, (parser) -> new TreeReader(parser, members).read());
		return (tree != null) ? tree : MissingNode.getInstance();
	}

	/**
	 * Cut objects out of JSON.
	 * @param json the text of one JSON value of any shape
	 * @param pointer leads to an object, or to an array of objects
	 * @return the text of each object as it is there
	 * @throws JacksonException if the text is not JSON
	 */
	public static List<String> objects(byte[] json, JsonPointer pointer) {
		List<String> objects = new ArrayList<>();
		JsonParser source = new FilteringParserDelegate(parser(json), new JsonPointerBasedFilter(pointer),
				TokenFilter.Inclusion.ONLY_INCLUDE_ALL, true);
		read(source, (parser) -> {
			do {
				// As in a tree, the last of several members with one name counts.
				objects.clear();
				collect(parser, json, objects);
			}
			while (parser.nextToken() != null);
			return null;
		});
		return objects;
	}

	private static void collect(JsonParser parser, byte[] json, List<String> objects) {
		if (parser.hasToken(JsonToken.START_OBJECT)) {
			RawJson object = cut(parser, json);
			objects.add(((object != null) ? object : new TreeReader(parser, null).read()).toString());
		}
		else if (parser.hasToken(JsonToken.START_ARRAY)) {
			while (parser.nextToken() != JsonToken.END_ARRAY) {
				collect(parser, json, objects);
			}
		}
	}

	/**
	 * Cut out the value at which a parser stands.
	 * @param parser a parser of the text
	 * @param json the text
	 * @return the value, or {@code null} if the text is not UTF-8, of which the parser
	 * counts no bytes
	 */
	static @Nullable RawJson cut(JsonParser parser, byte[] json) {
		int from = (int) parser.currentTokenLocation().getByteOffset();
		if (from < 0) {
			return null;
		}
		parser.skipChildren();
		parser.finishToken();
		return new RawJson(Arrays.copyOfRange(json, from, (int) parser.currentLocation().getByteOffset()));
	}

	/**
	 * Read as much of a tree as there is, where the JSON may be cut, nested too deeply or
	 * not be UTF-8 throughout.
	 * @param json the text of one JSON value, or of a part of it
	 * @return the tree up to the first fault, a missing node if that is at the beginning
	 */
	public static JsonNode damagedTree(byte[] json) {
		String text = new String(json, StandardCharsets.UTF_8);
		// If a string is cut, this ends it; otherwise it is one fault more.
		JsonParser parser = LENIENT_MAPPER.createParser(PARTIAL_ESCAPE.matcher(text).replaceFirst("$1") + '"');
		TreeReader reader = new TreeReader(parser, null);
		try {
			read(parser, (source) -> reader.read());
		}
		catch (JacksonException ex) {
			// What came before is worth having.
		}
		return reader.root();
	}

	/**
	 * Bind a JSON value.
	 * @param <T> the type of the object
	 * @param json the text of the value
	 * @param type the type of the object
	 * @return the bound object
	 * @throws JacksonException if the value cannot be bound without loss, lacks a
	 * primitive or has a property twice
	 */
	public static <T> T bind(byte[] json, Class<T> type) {
		T bound = read(STRICT_READER.createParser(json),
				(parser) -> STRICT_READER.forType(type).<T>readValue(new ExactParser(parser)));
		if (bound == null) {
			throw new StreamReadException(null, "There is no JSON");
		}
		return bound;
	}

	/**
	 * Read one JSON value. All JSON that others wrote is read here, so that whatever it
	 * has Jackson or the JDK throw is a {@link JacksonException}.
	 * @param <T> the type of the result
	 * @param json the text of the value
	 * @param reader takes a parser at the first token of the value and reads all of the
	 * value, or returns {@code null} to read no further
	 * @return what the reader returned, or {@code null} if the text is blank
	 * @throws JacksonException if the text is not JSON, or has a value that is out of
	 * range
	 */
	public static <T> @Nullable T read(byte[] json, Function<JsonParser, @Nullable T> reader) {
		return read(MAPPER.createParser(json), reader);
	}

	static JsonParser parser(byte[] json) {
		return MAPPER.createParser(json);
	}

	static JsonParser parser(String json) {
		return MAPPER.createParser(json);
	}

	static byte[] write(@Nullable Object value) {
		return MAPPER.writeValueAsBytes(value);
	}

	public static String text(@Nullable Object value) {
		return MAPPER.writeValueAsString(value);
	}

	private static <T> @Nullable T read(JsonParser source, Function<JsonParser, @Nullable T> reader) {
		try (JsonParser parser = source) {
			if (parser.nextToken() == null) {
				return null;
			}
			T value = reader.apply(parser);
			if (value != null && parser.nextToken() != null) {
				throw new StreamReadException(parser, "The JSON continues after its end");
			}
			return value;
		}
		catch (ArithmeticException | NumberFormatException ex) {
			throw new StreamConstraintsException("the JSON has a number that is out of range");
		}
	}

}
