package com.flexinference.router;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * Produces an answer as a model would, without one.
 */
final class SimulatedModel {

	private static final String THOUGHT = "The local router cannot think, but it can pretend to.";

	private SimulatedModel() {
	}

	static Completion complete(Ask ask) {
		List<Part> parts = new ArrayList<>();
		if (ask.reasoning()) {
			parts.add(Part.ofWords(Part.Kind.REASONING, THOUGHT));
		}
		List<Tool> tools = ask.toolChoice().pick(ask.tools(), ask.last());
		if (!tools.isEmpty()) {
			tools.forEach((tool) -> parts.add(Part.ofToolCall(tool.name(), SchemaInstance.of(tool.schema()))));
			return new Completion(List.copyOf(parts), Finish.TOOL_CALL);
		}
		JsonNode schema = ask.schema();
		parts.add((schema != null) ? Part.ofJson(SchemaInstance.of(schema))
				: Part.ofWords(Part.Kind.TEXT, Author.answer(ask.last())));
		return limit(parts, ask.maxTokens());
	}

	private static Completion limit(List<Part> parts, int maxTokens) {
		List<Part> limited = new ArrayList<>();
		int left = maxTokens;
		for (Part part : parts) {
			if (left == 0) {
				return new Completion(List.copyOf(limited), Finish.MAX_TOKENS);
			}
			Part some = part.limit(left);
			limited.add(some);
			if (some != part) {
				return new Completion(List.copyOf(limited), Finish.MAX_TOKENS);
			}
			left -= some.tokens();
		}
		return new Completion(List.copyOf(limited), Finish.STOP);
	}

}
