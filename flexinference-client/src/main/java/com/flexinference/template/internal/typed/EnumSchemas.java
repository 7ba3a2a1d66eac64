package com.flexinference.template.internal.typed;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Finds the values as which the mapper reads the constants of an enum.
 */
record EnumSchemas(Probe probe) {

	ObjectNode schema(Part part, Class<?> type) {
		Set<JsonNode> values = new LinkedHashSet<>();
		for (Object constant : type.getEnumConstants()) {
			JsonNode value = value(part, (Enum<?>) constant);
			if (value != null) {
				values.add(value);
			}
		}
		boolean mixed = values.stream().map(JsonNode::getNodeType).distinct().count() > 1;
		if (values.isEmpty() || mixed) {
			throw part.refused("is an enum whose values are neither texts nor whole numbers",
					"Annotate a method of " + type.getSimpleName() + " that returns a text with @JsonValue");
		}
		return Schemas.values(values);
	}

	private @Nullable JsonNode value(Part part, Enum<?> constant) {
		JsonFormat.Shape shape = part.format(this.probe).getShape();
		JsonNode number = shape.isNumeric() ? IntNode.valueOf(constant.ordinal()) : null;
		return Stream
			.of(this.probe.write(part.property(), constant), number, StringNode.valueOf(constant.toString()),
					StringNode.valueOf(constant.name()))
			.filter((value) -> value != null && (value.isString() || value.isIntegralNumber()))
			.filter((value) -> this.probe.read(part, value) == constant)
			.findFirst()
			.orElse(null);
	}

}
