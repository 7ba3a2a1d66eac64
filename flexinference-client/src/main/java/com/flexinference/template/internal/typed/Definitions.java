package com.flexinference.template.internal.typed;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of a schema, each defined once, so that a type may contain itself. Those
 * that are known to be used only once are written where they are used.
 */
final class Definitions {

	private static final String PREFIX = "#/$defs/";

	private final Set<Object> single;

	private final Map<Object, Integer> uses = new HashMap<>();

	private final Map<Object, String> names = new HashMap<>();

	private final ObjectNode schemas = JsonNodeFactory.instance.objectNode();

	/**
	 * Further names as which the mapper reads properties, by that of the property.
	 */
	private final Map<String, Set<String>> aliases = new HashMap<>();

	Definitions(Set<Object> single) {
		this.single = single;
	}

	ObjectNode define(Object key, String name, Supplier<ObjectNode> definition) {
		this.uses.merge(key, 1, Integer::sum);
		if (this.single.contains(key)) {
			return definition.get();
		}
		String known = this.names.get(key);
		if (known != null) {
			return Schemas.reference(known);
		}
		String plain = name.replaceAll("[^a-zA-Z0-9_-]", "_");
		String unique = plain;
		for (int i = 2; this.names.containsValue(unique); i++) {
			unique = plain + i;
		}
		this.names.put(key, unique);
		this.schemas.set(unique, definition.get());
		return Schemas.reference(unique);
	}

	Set<Object> usedOnce() {
		Set<Object> once = new HashSet<>(this.uses.keySet());
		once.removeIf((key) -> this.uses.getOrDefault(key, 0) > 1);
		return once;
	}

	void addAliases(String property, List<PropertyName> names) {
		names.forEach(
				(name) -> this.aliases.computeIfAbsent(property, (key) -> new HashSet<>()).add(name.getSimpleName()));
	}

	Map<String, Set<String>> aliases() {
		return this.aliases;
	}

	boolean isFinite(JsonNode schema) {
		// No answer can obey the schema of a type that always contains itself.
		Set<String> finite = new HashSet<>();
		for (int i = 0; i < this.schemas.size(); i++) {
			this.schemas.forEachEntry((name, object) -> {
				if (isFinite(object, finite)) {
					finite.add(name);
				}
			});
		}
		return isFinite(schema, finite);
	}

	private static boolean isFinite(JsonNode schema, Set<String> finite) {
		if (isReference(schema)) {
			return finite.contains(name(schema));
		}
		if (schema.path("anyOf").isArray()) {
			return schema.path("anyOf").valueStream().anyMatch((choice) -> isFinite(choice, finite));
		}
		return schema.path("properties").valueStream().allMatch((property) -> isFinite(property, finite));
	}

	ObjectNode complete(ObjectNode schema) {
		ObjectNode root = isReference(schema) ? (ObjectNode) this.schemas.path(name(schema)).deepCopy() : schema;
		return this.schemas.isEmpty() ? root : root.set("$defs", this.schemas);
	}

	static boolean isObject(JsonNode schema) {
		return isReference(schema) || schema.path("properties").isObject();
	}

	private static boolean isReference(JsonNode node) {
		// A property may be called "$ref".
		return node.path("$ref").isString();
	}

	private static String name(JsonNode reference) {
		return reference.path("$ref").asString().substring(PREFIX.length());
	}

}
