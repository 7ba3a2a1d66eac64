package com.flexinference.template;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import tools.jackson.databind.json.JsonMapper;

/**
 * The types of answers, each worked out once.
 */
final class AnswerTypes {

	private final Map<Type, AnswerType> types = new ConcurrentHashMap<>();

	private final JsonMapper mapper;

	AnswerTypes(JsonMapper mapper) {
		this.mapper = mapper;
	}

	JsonMapper mapper() {
		return this.mapper;
	}

	AnswerType get(Type type) {
		return this.types.computeIfAbsent(type, (key) -> AnswerType.of(key, this.mapper));
	}

}
