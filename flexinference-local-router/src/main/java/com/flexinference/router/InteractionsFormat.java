package com.flexinference.router;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;
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
				ToolChoice.ofKeyword(config.path("tool_choice")), request.get("response_format"));
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
		ObjectNode interaction = snapshot(served);
		ObjectNode step = openStep(served);
		if (served.completion().tool() != null) {
			step.set("arguments", served.completion().arguments());
		}
		else {
			step.putArray("content")
				.addObject()
				.put("type", "text")
				.put("text", served.completion().text())
				.putArray("annotations");
		}
		interaction.putArray("steps").add(step);
		return interaction;
	}

	@Override
	public void stream(Served served, EventSink sink) throws IOException {
		ObjectNode created = Json.object()
			.put("id", served.id("int"))
			.put("status", "in_progress")
			.put("object", "interaction")
			.put("model", served.model());
		send(sink, "interaction.created", Json.object().set("interaction", created));
		send(sink, "interaction.status_update",
				Json.object().put("interaction_id", served.id("int")).put("status", "in_progress"));
		send(sink, "step.start", Json.object().put("index", 0).set("step", openStep(served)));
		for (String piece : served.completion().pieces()) {
			send(sink, "step.delta", Json.object().put("index", 0).set("delta", delta(served, piece)));
		}
		send(sink, "step.stop", Json.object().put("index", 0));
		send(sink, "interaction.completed", Json.object().set("interaction", snapshot(served)));
	}

	@Override
	public void fail(Served served, Failure failure, int eventsBefore, EventSink sink) throws IOException {
		send(sink, "error", ErrorEnvelope.GOOGLE.write(failure));
	}

	private void send(EventSink sink, String type, ObjectNode fields) throws IOException {
		sink.send(type, Json.object().put("event_type", type).setAll(fields));
	}

	private ObjectNode openStep(Served served) {
		String tool = served.completion().tool();
		return (tool != null)
				? Json.object().put("type", "function_call").put("id", served.id("call")).put("name", tool)
				: Json.object().put("type", "model_output");
	}

	private ObjectNode delta(Served served, String piece) {
		return (served.completion().tool() != null)
				? Json.object().put("type", "arguments_delta").put("arguments", piece)
				: Json.object().put("type", "text").put("text", piece);
	}

	private ObjectNode snapshot(Served served) {
		return Json.object()
			.put("id", served.id("int"))
			.put("object", "interaction")
			.put("status", status(served))
			.put("model", served.model())
			.put("created", served.created())
			.put("updated", served.created())
			.put("service_tier", served.routing().tier())
			.set("usage", usage(served));
	}

	private String status(Served served) {
		return switch (served.completion().finish()) {
			case STOP -> "completed";
			case MAX_TOKENS -> "incomplete";
			case TOOL_CALL -> "requires_action";
		};
	}

	private ObjectNode usage(Served served) {
		return served.addCost(Json.object()
			.put("total_input_tokens", served.usage().input())
			.put("total_output_tokens", served.usage().output())
			.put("total_thought_tokens", 0)
			.put("total_cached_tokens", 0)
			.put("total_tool_use_tokens", 0)
			.put("total_tokens", served.usage().total()));
	}

}
