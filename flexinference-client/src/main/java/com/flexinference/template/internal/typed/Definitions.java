package com.flexinference.template.internal.typed;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of a schema, each defined once, so that a type may contain itself.
 */
final class Definitions {

	private static final String PREFIX = "#/$defs/";

	private static final int ROOT = -1;

	private final Map<Object, String> names = new HashMap<>();

	private final ObjectNode schemas = JsonNodeFactory.instance.objectNode();

	/**
	 * Further names as which the mapper reads properties, by that of the property.
	 */
	private final Map<String, Set<String>> aliases = new HashMap<>();

	/**
	 * Define an object, unless it is defined already.
	 * @param key what distinguishes the object from others
	 * @param name what to call it
	 * @param definition makes its schema
	 * @return a reference to it
	 */
	ObjectNode define(Object key, String name, Supplier<ObjectNode> definition) {
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
		int known = -1;
		while (known < finite.size()) {
			known = finite.size();
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

	/**
	 * Complete a schema with the definitions that it refers to. What is used once is
	 * written where it is used.
	 * @param root the schema
	 * @return the complete schema
	 */
	ObjectNode complete(ObjectNode root) {
		// A reference to the whole is written as one to the root, never in its place.
		JsonNode whole = isReference(root) ? this.schemas.path(name(root)) : root;
		String rootName = isReference(root) ? name(root) : "";
		Map<String, Integer> uses = new HashMap<>();
		count(root, uses);
		this.schemas.forEach((schema) -> count(schema, uses));
		uses.put(rootName, ROOT);
		ObjectNode complete = (ObjectNode) inline(whole, uses);
		ObjectNode shared = complete.objectNode();
		this.schemas.forEachEntry((name, schema) -> {
			if (uses.getOrDefault(name, 0) > 1) {
				shared.set(name, inline(schema, uses));
			}
		});
		if (!shared.isEmpty()) {
			complete.set("$defs", shared);
		}
		return complete;
	}

	private static void count(JsonNode node, Map<String, Integer> uses) {
		if (isReference(node)) {
			uses.merge(name(node), 1, Integer::sum);
		}
		node.forEach((child) -> count(child, uses));
	}

	private JsonNode inline(JsonNode node, Map<String, Integer> uses) {
		if (isReference(node)) {
			return switch (uses.getOrDefault(name(node), 0)) {
				case ROOT -> JsonNodeFactory.instance.objectNode().put("$ref", "#");
				case 1 -> inline(this.schemas.path(name(node)), uses);
				default -> node;
			};
		}
		if (node instanceof ObjectNode object) {
			ObjectNode copy = object.objectNode();
			object.forEachEntry((name, child) -> copy.set(name, inline(child, uses)));
			return copy;
		}
		if (node instanceof ArrayNode array) {
			ArrayNode copy = array.arrayNode();
			array.forEach((child) -> copy.add(inline(child, uses)));
			return copy;
		}
		return node;
	}

	static boolean isReference(JsonNode node) {
		// A property may be called "$ref".
		return node.path("$ref").isString();
	}

	private static String name(JsonNode reference) {
		return reference.path("$ref").asString().substring(PREFIX.length());
	}

}
