package com.flexinference.router.internal.model;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * Produces the answers of the simulated model.
 */
public final class SimulatedModel {

	private static final String THOUGHT = "Simulated reasoning of the local router, which has no model.";

	private SimulatedModel() {
	}

	public static Completion complete(ParsedRequest parsed) {
		List<Part> parts = new ArrayList<>();
		if (parsed.reasoning() || parsed.directives().containsKey("think")) {
			parts.add(Part.ofWords(Part.Kind.REASONING, THOUGHT));
		}
		List<ToolChoice.Tool> tools = parsed.toolChoice().pick(parsed.tools(), parsed.last());
		if (!tools.isEmpty()) {
			tools.forEach((tool) -> parts.add(Part.ofToolCall(tool.name(), SchemaInstance.of(tool.schema()))));
			return Completion.of(parts);
		}
		JsonNode schema = parsed.schema();
		String text = (schema != null) ? "" : TextWriter.answer(parsed.last());
		if (parsed.webSearch() && parsed.last().role() == Message.Role.USER) {
			parts.add(Part.ofWords(Part.Kind.SEARCH, TextWriter.quote(parsed.last().text())));
			text = WebPage.CITED_TEXT + " " + text;
		}
		parts.add((schema != null) ? Part.ofJson(SchemaInstance.of(schema)) : Part.ofWords(Part.Kind.TEXT, text));
		return limit(parts, parsed.maxTokens());
	}

	private static Completion limit(List<Part> parts, int maxTokens) {
		List<Part> limited = new ArrayList<>();
		int left = maxTokens;
		for (Part part : parts) {
			Part some = part.limit(left);
			if (left > 0) {
				limited.add(some);
			}
			if (left == 0 || some != part) {
				return new Completion(List.copyOf(limited), Completion.FinishReason.MAX_TOKENS);
			}
			left -= some.tokens();
		}
		return Completion.of(limited);
	}

}
