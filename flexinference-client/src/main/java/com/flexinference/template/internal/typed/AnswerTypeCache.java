package com.flexinference.template.internal.typed;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The types of answers, each worked out once.
 */
public final class AnswerTypeCache {

	private final Map<Type, AnswerType> types = new ConcurrentHashMap<>();

	private final JsonMapper mapper;

	private final JsonMapper ordered;

	public AnswerTypeCache(JsonMapper mapper) {
		this.mapper = mapper;
		// A model writes properties in the order of the schema, which is that of
		// declaration.
		this.ordered = mapper.rebuild().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();
	}

	public JsonMapper mapper() {
		return this.mapper;
	}

	/**
	 * Return the schema of a type and its binding.
	 * @param type the type
	 * @return what is known of it
	 * @throws IllegalArgumentException if the type has a part that is not supported
	 */
	public AnswerType get(Type type) {
		return this.types.computeIfAbsent(type, (key) -> AnswerType.of(key, this.mapper, this.ordered));
	}

}
