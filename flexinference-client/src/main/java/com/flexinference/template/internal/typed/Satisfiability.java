package com.flexinference.template.internal.typed;

import java.util.HashSet;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * Finds types that contain themselves without end, which no answer can obey.
 *
 * @param definitions the objects of the schema
 */
record Satisfiability(Definitions definitions) {

	void check(JsonNode schema, Part whole) {
		Set<JsonNode> finite = new HashSet<>();
		int known = -1;
		while (known < finite.size()) {
			known = finite.size();
			this.definitions.schemas().forEachEntry((name, object) -> {
				if (isFinite(object, finite)) {
					finite.add(Schemas.reference(name));
				}
			});
		}
		if (!isFinite(schema, finite)) {
			throw whole.refused("contains itself without end", "Make a part on the way a list or @Nullable");
		}
	}

	private boolean isFinite(JsonNode schema, Set<JsonNode> finite) {
		if (schema.path("$ref").isString()) {
			return finite.contains(schema);
		}
		if (schema.path("anyOf").isArray()) {
			return schema.path("anyOf").valueStream().anyMatch((choice) -> isFinite(choice, finite));
		}
		return schema.path("properties").valueStream().allMatch((property) -> isFinite(property, finite));
	}

}
