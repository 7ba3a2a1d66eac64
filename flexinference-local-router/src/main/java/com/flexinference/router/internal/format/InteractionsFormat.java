package com.flexinference.router.internal.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.ErrorEnvelope;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.model.Message;
import com.flexinference.router.internal.model.ParsedRequest;
import com.flexinference.router.internal.model.ToolChoice;
import com.flexinference.router.internal.model.Usage;
import com.flexinference.router.internal.routing.Route;

/**
 * Google's Interactions (docs/wire-contract.md, section 8).
 */
final class InteractionsFormat implements Format {

	private static final Set<String> PARTS = Set.of("text", "image", "document", "audio", "video");

	private static final Set<String> STEPS = Set.of("user_input", "model_output", "function_call", "function_result",
			"thought", "google_search_call", "google_search_result");

	@Override
	public ErrorEnvelope envelope() {
		return ErrorEnvelope.GOOGLE;
	}

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
				RequestFields.functions(request),
				ToolChoice.of(MissingNode.getInstance(), config.path("tool_choice"), true),
				RequestFields.offers(request, "google_search"), request.get("response_format"),
				config.hasNonNull("thinking_level"));
	}

	private boolean isStep(JsonNode entry) {
		return STEPS.contains(Json.type(entry));
	}

	private Message message(JsonNode step) {
		return switch (Json.type(step)) {
			case "user_input" -> Message.user(step.path("content"));
			case "function_result" -> Message.tool(step.path("result"));
			default -> Message.other(step.path("content"));
		};
	}

	@Override
	public void checkAsProvider(ObjectNode request, Route route) {
		JsonNode input = request.path("input");
		if (!input.valueStream().anyMatch(this::isStep)) {
			input.forEach((part) -> ContentRules.checkPart(part, PARTS, route));
		}
		ContentRules.check(input, PARTS, route);
	}

	@Override
	public ObjectNode write(SimulatedResponse answer) {
		return snapshot(answer).setAll(Json.object("created", answer.created(), "updated", answer.created(), "steps",
				InteractionsSteps.of(answer).stream().map(Element::whole).toList()));
	}

	@Override
	public List<Event> events(SimulatedResponse answer) {
		List<Event> events = new ArrayList<>();
		String id = answer.id("int");
		events.add(event("interaction.created", Json.object("interaction",
				Json.object("id", id, "status", "in_progress", "object", "interaction", "model", answer.model()))));
		events.add(event("interaction.status_update", Json.object("interaction_id", id, "status", "in_progress")));
		int index = 0;
		for (Element step : InteractionsSteps.of(answer)) {
			ObjectNode at = Json.object("index", index++);
			events.add(event("step.start", at.deepCopy().set("step", step.start())));
			for (ObjectNode delta : step.deltas()) {
				events.add(event("step.delta", at.deepCopy().set("delta", delta)));
			}
			events.add(event("step.stop", at));
		}
		events.add(event("interaction.completed", Json.object("interaction", snapshot(answer))));
		return events;
	}

	private static Event event(String name, ObjectNode data) {
		return Event.of("event_type", name, data);
	}

	@Override
	public Event failure(SimulatedResponse answer, Failure failure, int eventsBefore) {
		return event("error", envelope().write(failure));
	}

	private ObjectNode snapshot(SimulatedResponse answer) {
		return Json.object("id", answer.id("int"), "object", "interaction", "status", status(answer), "model",
				answer.model(), "service_tier", answer.routing().tier(), "usage", usage(answer));
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
		return answer.addCost(Json.object("total_input_tokens", used.input(), "total_output_tokens",
				used.output() - used.reasoning(), "total_thought_tokens", used.reasoning(), "total_cached_tokens",
				used.cacheRead(), "total_tool_use_tokens", 0, "total_tokens", used.total()));
	}

}
