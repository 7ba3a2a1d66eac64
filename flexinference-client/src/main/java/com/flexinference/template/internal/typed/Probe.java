package com.flexinference.template.internal.typed;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Tries what the mapper reads and writes.
 *
 * @param mapper the mapper
 * @param context the context of a read in progress
 */
record Probe(JsonMapper mapper, DeserializationContext context) {

	/**
	 * Read a value.
	 * @param part what reads it
	 * @param json the JSON of the value
	 * @return the value, or {@code null} if it cannot be read
	 */
	@Nullable Object read(Part part, JsonNode json) {
		try (JsonParser parser = this.context.treeAsTokens(json)) {
			parser.nextToken();
			return part.deserializer().deserialize(parser, this.context);
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	/**
	 * Write a value.
	 * @param property the property that has the value, or {@code null}
	 * @param value the value
	 * @return its JSON, or {@code null} if it cannot be written
	 */
	@Nullable JsonNode write(@Nullable BeanProperty property, Object value) {
		SerializationContext writing = this.mapper._serializationContext();
		try (TokenBuffer buffer = writing.bufferForValueConversion()) {
			writing.findPrimaryPropertySerializer(value.getClass(), property).serialize(value, buffer, writing);
			try (JsonParser parser = buffer.asParserOnFirstToken(this.context)) {
				return this.mapper.readTree(parser);
			}
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

}
