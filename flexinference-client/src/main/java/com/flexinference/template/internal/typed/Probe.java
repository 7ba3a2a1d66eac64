package com.flexinference.template.internal.typed;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Tries what the mapper reads and writes. The result is {@code null} if it fails.
 */
record Probe(JsonMapper mapper) {

	@Nullable Object read(Part part, JsonNode json) {
		DeserializationContextExt reading = this.mapper._deserializationContext();
		try (JsonParser parser = reading.assignAndReturnParser(reading.treeAsTokens(json))) {
			parser.nextToken();
			return part.deserializer().deserialize(parser, reading);
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	@Nullable JsonNode write(@Nullable BeanProperty property, Object value) {
		SerializationContext writing = this.mapper._serializationContext();
		try (TokenBuffer buffer = writing.bufferForValueConversion()) {
			writing.findPrimaryPropertySerializer(value.getClass(), property).serialize(value, buffer, writing);
			try (JsonParser parser = buffer.asParserOnFirstToken(this.mapper._deserializationContext())) {
				return this.mapper.readTree(parser);
			}
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

}
