package com.flexinference.template.internal.typed;

import java.util.Map;
import java.util.Set;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Derives the schema of a type from what a mapper reads.
 */
final class SchemaDeriver {

	private final JsonMapper mapper;

	SchemaDeriver(JsonMapper mapper) {
		// A model writes properties in the order of the schema, which is that of
		// declaration.
		this.mapper = mapper.rebuild().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();
	}

	/**
	 * Derive a schema.
	 * @param type the type
	 * @return the schema
	 * @throws IllegalArgumentException if strict mode or the mapper has no way to say it
	 * @throws JacksonException if the mapper cannot read the type
	 */
	Derived derive(JavaType type) {
		DeserializationContext context = this.mapper._deserializationContext();
		Definitions definitions = new Definitions();
		Part whole = Part.of(type, context, null, "");
		ObjectNode schema = new SchemaWalk(this.mapper, context, definitions).schema(whole);
		if (!definitions.isFinite(schema)) {
			throw whole.refused("contains itself without end", "Make a part on the way a list or @Nullable");
		}
		boolean wrapped = !Definitions.isReference(schema);
		ObjectNode root = wrapped ? Schemas.object(schema.objectNode().set(AnswerType.VALUE, schema)) : schema;
		return new Derived(definitions.complete(root), wrapped, definitions.aliases());
	}

	/**
	 * A schema.
	 *
	 * @param schema the schema, with the definitions that it refers to
	 * @param isWrapped whether the value is in a member of an object
	 * @param aliases further names of properties that the mapper reads
	 */
	record Derived(ObjectNode schema, boolean isWrapped, Map<String, Set<String>> aliases) {

	}

}
