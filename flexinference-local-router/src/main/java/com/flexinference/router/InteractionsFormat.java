package com.flexinference.router;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Google's Interactions (contract section 8).
 */
final class InteractionsFormat implements Format {

	private static final Set<String> STEPS = Set.of("user_input", "model_output", "function_call", "function_result");

	@Override
	public Ask read(ObjectNode request) {
		List<Turn> turns = new ArrayList<>();
		turns.add(Turn.other(request.path("system_instruction")));
		JsonNode input = Fields.input(request);
		if (input.valueStream().anyMatch(this::isStep)) {
			input.forEach((step) -> turns.add(turn(step)));
		}
		else {
			turns.add(Turn.user(input));
		}
		JsonNode config = request.path("generation_config");
		return new Ask(turns, Ask.maxTokens(config.path("max_output_tokens")), tools(request),
				ToolChoice.ofKeyword(config.path("tool_choice")), request.get("response_format"),
				config.hasNonNull("thinking_level"));
	}

	private boolean isStep(JsonNode entry) {
		return STEPS.contains(entry.path("type").asString(""));
	}

	private Turn turn(JsonNode step) {
		return switch (step.path("type").asString("")) {
			case "user_input" -> Turn.user(step.path("content"));
			case "function_result" -> Turn.tool(step.path("result"));
			default -> Turn.other(step.path("content"));
		};
	}

	private List<Tool> tools(ObjectNode request) {
		return request.path("tools")
			.valueStream()
			.filter((tool) -> "function".equals(tool.path("type").asString("")))
			.map((tool) -> new Tool(tool.path("name").asString(""), tool.path("parameters")))
			.toList();
	}

	@Override
	public ObjectNode write(Served served) {
		ObjectNode interaction = snapshot(served).put("created", served.created()).put("updated", served.created());
		ArrayNode steps = interaction.putArray("steps");
		List<Part> parts = steps(served);
		for (int i = 0; i < parts.size(); i++) {
			steps.add(step(served, parts.get(i), i));
		}
		return interaction;
	}

	// Reasoning is no step, it is only counted
	List<Part> steps(Served served) {
		return served.completion().parts().stream().filter((part) -> !part.is(Part.Kind.REASONING)).toList();
	}

	private ObjectNode step(Served served, Part part, int index) {
		ObjectNode step = openStep(served, part, index);
		if (part.is(Part.Kind.TOOL_CALL)) {
			return step.set("arguments", part.arguments());
		}
		step.putArray("content").addObject().put("type", "text").put("text", part.text()).putArray("annotations");
		return step;
	}

	ObjectNode openStep(Served served, Part part, int index) {
		return part.is(Part.Kind.TOOL_CALL) ? Json.object()
			.put("type", "function_call")
			.put("id", served.id("call", index))
			.put("name", part.tool()) : Json.object().put("type", "model_output");
	}

	@Override
	public void stream(Served served, EventSink sink) throws IOException {
		new InteractionsStream(this, served, sink).write();
	}

	@Override
	public void fail(Served served, Failure failure, int eventsBefore, EventSink sink) throws IOException {
		sink.send("error", Json.object().put("event_type", "error").setAll(ErrorEnvelope.GOOGLE.write(failure)));
	}

	ObjectNode snapshot(Served served) {
		return Json.object()
			.put("id", served.id("int"))
			.put("object", "interaction")
			.put("status", status(served))
			.put("model", served.model())
			.put("service_tier", served.routing().tier())
			.set("usage", usage(served));
	}

	private String status(Served served) {
		return switch (served.completion().finish()) {
			case STOP, REFUSAL -> "completed";
			case MAX_TOKENS -> "incomplete";
			case TOOL_CALL -> "requires_action";
		};
	}

	private ObjectNode usage(Served served) {
		Usage used = served.usage();
		return served.addCost(Json.object()
			.put("total_input_tokens", used.input())
			.put("total_output_tokens", used.output() - used.reasoning())
			.put("total_thought_tokens", used.reasoning())
			.put("total_cached_tokens", used.cacheRead())
			.put("total_tool_use_tokens", 0)
			.put("total_tokens", used.total()));
	}

}
