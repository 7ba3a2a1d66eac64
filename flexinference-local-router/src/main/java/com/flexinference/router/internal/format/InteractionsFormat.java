package com.flexinference.router.internal.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.ErrorEnvelope;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.model.Message;
import com.flexinference.router.internal.model.ParsedRequest;
import com.flexinference.router.internal.model.Part;
import com.flexinference.router.internal.model.ToolChoice;
import com.flexinference.router.internal.model.Usage;

/**
 * Google's Interactions (docs/wire-contract.md, section 8).
 */
public final class InteractionsFormat implements Format {

	private static final Set<String> STEPS = Set.of("user_input", "model_output", "function_call", "function_result");

	@Override
	public ParsedRequest read(ObjectNode request) {
		List<Message> messages = new ArrayList<>();
		messages.add(Message.other(request.path("system_instruction")));
		JsonNode input = RequestFields.input(request);
		if (input.valueStream().anyMatch(this::isStep)) {
			input.forEach((step) -> messages.add(message(step)));
		}
		else {
			messages.add(Message.user(input));
		}
		JsonNode config = request.path("generation_config");
		return new ParsedRequest(messages, ParsedRequest.maxTokens(config.path("max_output_tokens")),
				RequestFields.functions(request), ToolChoice.ofKeyword(config.path("tool_choice")),
				request.get("response_format"), config.hasNonNull("thinking_level"));
	}

	private boolean isStep(JsonNode entry) {
		return STEPS.contains(entry.path("type").asString(""));
	}

	private Message message(JsonNode step) {
		return switch (step.path("type").asString("")) {
			case "user_input" -> Message.user(step.path("content"));
			case "function_result" -> Message.tool(step.path("result"));
			default -> Message.other(step.path("content"));
		};
	}

	@Override
	public ObjectNode write(SimulatedResponse answer) {
		ObjectNode interaction = snapshot(answer).put("created", answer.created()).put("updated", answer.created());
		ArrayNode steps = interaction.putArray("steps");
		List<Part> parts = answer.completion().parts();
		for (int i = 0; i < parts.size(); i++) {
			steps.add(step(answer, parts.get(i), i));
		}
		return interaction;
	}

	private ObjectNode step(SimulatedResponse answer, Part part, int index) {
		ObjectNode step = openStep(answer, part, index);
		switch (part.kind()) {
			case REASONING -> {
				ArrayNode summary = step.put("signature", Signature.of(part.text())).putArray("summary");
				if (summarizes(answer)) {
					summary.add(text(part.text()));
				}
			}
			case TOOL_CALL -> step.set("arguments", part.arguments());
			default -> step.putArray("content").addObject().setAll(text(part.text())).putArray("annotations");
		}
		return step;
	}

	ObjectNode openStep(SimulatedResponse answer, Part part, int index) {
		return switch (part.kind()) {
			case REASONING -> Json.object().put("type", "thought");
			case TOOL_CALL ->
				Json.object().put("type", "function_call").put("id", answer.id("call", index)).put("name", part.tool());
			default -> Json.object().put("type", "model_output");
		};
	}

	boolean summarizes(SimulatedResponse answer) {
		return "auto".equals(answer.request().path("generation_config").path("thinking_summaries").asString(""));
	}

	static ObjectNode text(String text) {
		return Json.object().put("type", "text").put("text", text);
	}

	@Override
	public void stream(SimulatedResponse answer, EventSink sink) throws IOException {
		new InteractionsStream(this, answer, sink).write();
	}

	@Override
	public void fail(SimulatedResponse answer, Failure failure, int eventsBefore, EventSink sink) throws IOException {
		ObjectNode event = Json.object().put("event_type", "error").setAll(ErrorEnvelope.GOOGLE.write(failure));
		sink.send("error", Json.text(event));
	}

	public ObjectNode snapshot(SimulatedResponse answer) {
		return Json.object()
			.put("id", answer.id("int"))
			.put("object", "interaction")
			.put("status", status(answer))
			.put("model", answer.model())
			.put("service_tier", answer.routing().tier())
			.set("usage", usage(answer));
	}

	private String status(SimulatedResponse answer) {
		return switch (answer.completion().finishReason()) {
			case STOP, REFUSAL -> "completed";
			case MAX_TOKENS -> "incomplete";
			case TOOL_CALL -> "requires_action";
		};
	}

	private ObjectNode usage(SimulatedResponse answer) {
		Usage used = answer.usage();
		return answer.addCost(Json.object()
			.put("total_input_tokens", used.input())
			.put("total_output_tokens", used.output() - used.reasoning())
			.put("total_thought_tokens", used.reasoning())
			.put("total_cached_tokens", used.cacheRead())
			.put("total_tool_use_tokens", 0)
			.put("total_tokens", used.total()));
	}

}
