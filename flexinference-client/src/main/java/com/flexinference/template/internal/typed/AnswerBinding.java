package com.flexinference.template.internal.typed;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import com.flexinference.client.internal.json.ExactParser;

/**
 * Reads answers as the application's mapper does, except where that would lose what the
 * model wrote. Values are read from the text, not from a tree, which has fewer digits.
 */
final class AnswerBinding {

	private final ObjectReader trees;

	private final ObjectReader values;

	/**
	 * The member of an object that has the value, {@code null} if the value is the whole.
	 */
	private final @Nullable String member;

	AnswerBinding(JsonMapper mapper, JavaType type, @Nullable String member) {
		this.member = member;
		this.trees = mapper.readerFor(JsonNode.class)
			.without(DeserializationFeature.UNWRAP_ROOT_VALUE)
			.with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
		this.values = mapper.rebuild()
			.addModule(new SimpleModule(ExactTexts.class.getName()).setDeserializerModifier(new ExactTexts(mapper)))
			.build()
			.readerFor(type)
			.without(DeserializationFeature.UNWRAP_ROOT_VALUE, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_INVALID_SUBTYPE)
			.without(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
			.without(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
			.without(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE);
	}

	JsonNode tree(String json) {
		return this.trees.readValue(json);
	}

	Object value(String json) {
		try (JsonParser parser = new ExactParser(this.values.createParser(json))) {
			parser.nextToken();
			if (this.member != null) {
				while (parser.nextToken() == JsonToken.PROPERTY_NAME && !this.member.equals(parser.currentName())) {
					parser.nextToken();
					parser.skipChildren();
				}
				parser.nextToken();
			}
			return this.values.readValue(parser);
		}
	}

}
