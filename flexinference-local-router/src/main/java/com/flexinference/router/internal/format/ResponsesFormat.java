package com.flexinference.router.internal.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.model.Message;
import com.flexinference.router.internal.model.ParsedRequest;
import com.flexinference.router.internal.model.ToolChoice;
import com.flexinference.router.internal.model.Usage;
import com.flexinference.router.internal.routing.Route;

/**
 * OpenAI's Responses (docs/wire-contract.md, section 6).
 */
final class ResponsesFormat implements Format {

	private static final Set<String> PARTS = Set.of("input_text", "input_image", "input_file", "input_audio",
			"output_text", "refusal", "reasoning_text");

	// Fields of the request that a response repeats, and what they are by default
	private static final ObjectNode REPEATED = Json.object("instructions", null, "max_output_tokens", null,
			"parallel_tool_calls", true, "tool_choice", "auto", "tools", List.of(), "temperature", 1, "top_p", 1,
			"metadata", Map.of());

	@Override
	public ParsedRequest read(ObjectNode request) {
		List<Message> messages = new ArrayList<>();
		messages.add(Message.other(request.path("instructions")));
		JsonNode input = RequestFields.input(request);
		if (input.isString()) {
			messages.add(Message.user(input));
		}
		input.forEach((item) -> messages.add(message(item)));
		JsonNode choice = request.path("tool_choice");
		JsonNode format = request.path("text").path("format");
		return new ParsedRequest(messages, ParsedRequest.maxTokens(request.path("max_output_tokens")),
				RequestFields.functions(request),
				ToolChoice.of(choice.path("name"), choice, RequestFields.parallel(request)),
				RequestFields.offers(request, "web_search"), RequestFields.schema(format, format.path("schema")),
				reasons(request.path("reasoning")));
	}

	private boolean reasons(JsonNode reasoning) {
		return reasoning.isObject() && !"none".equals(reasoning.path("effort").asString(""));
	}

	private Message message(JsonNode item) {
		return switch (item.path("type").asString("message")) {
			case "message" -> Message.of(item.path("role").asString(""), item.path("content"));
			case "function_call_output" -> Message.tool(item.path("output"));
			default -> Message.other(item.path("content"));
		};
	}

	@Override
	public void checkAsProvider(ObjectNode request, Route route) {
		ContentRules.check(request.path("input"), PARTS, route);
		StrictSchema.check(request.path("text").path("format"), "schema", "response_format", route);
		request.path("tools").forEach((tool) -> StrictSchema.check(tool, "parameters", "function", route));
		for (JsonNode item : request.path("input")) {
			String encrypted = item.path("encrypted_content").asString("");
			if (!encrypted.isEmpty() && !Signature.isSeal(encrypted)) {
				throw route.rejection("invalid_encrypted_content",
						"The encrypted content for item " + item.path("id").asString("") + " could not be verified.");
			}
		}
	}

	@Override
	public ObjectNode write(SimulatedResponse answer) {
		ObjectNode response = snapshot(answer, status(answer));
		if (answer.completion().isCutOff()) {
			response.set("incomplete_details", Json.object("reason", "max_output_tokens"));
		}
		else {
			response.put("completed_at", answer.created());
		}
		ArrayNode output = response.putArray("output");
		ResponsesItem.of(answer).forEach((item) -> output.add(item.done()));
		return response.set("usage", usage(answer));
	}

	@Override
	public List<Event> events(SimulatedResponse answer) {
		return new ResponsesStream().events(this, answer);
	}

	@Override
	public Event failure(SimulatedResponse answer, Failure failure, int eventsBefore) {
		ObjectNode response = snapshot(answer, "failed").setAll(envelope().write(failure));
		return Event.of("type", "response.failed", Json.object("sequence_number", eventsBefore, "response", response));
	}

	// The response before there is any output
	ObjectNode snapshot(SimulatedResponse answer, String status) {
		ObjectNode response = Json.object("id", answer.id("resp"), "object", "response", "created_at", answer.created(),
				"completed_at", null, "status", status, "error", null, "incomplete_details", null, "model",
				answer.model(), "service_tier", answer.openAiTier(), "output", List.of());
		REPEATED.forEachEntry(
				(name, value) -> response.set(name, answer.request().has(name) ? answer.request().get(name) : value));
		return response.putNull("usage");
	}

	static String status(SimulatedResponse answer) {
		return answer.completion().isCutOff() ? "incomplete" : "completed";
	}

	private ObjectNode usage(SimulatedResponse answer) {
		Usage used = answer.usage();
		return answer.addCost(Json.object("input_tokens", used.input(), "input_tokens_details",
				Json.object("cached_tokens", used.cacheRead(), "cache_write_tokens", used.cacheWritten()),
				"output_tokens", used.output(), "output_tokens_details",
				Json.object("reasoning_tokens", used.reasoning()), "total_tokens", used.total()));
	}

}
