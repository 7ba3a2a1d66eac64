package com.flexinference.router.internal.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.model.Completion;
import com.flexinference.router.internal.model.Message;
import com.flexinference.router.internal.model.ParsedRequest;
import com.flexinference.router.internal.model.Part;
import com.flexinference.router.internal.model.ToolChoice;
import com.flexinference.router.internal.model.ToolChoice.Tool;
import com.flexinference.router.internal.model.Usage;
import com.flexinference.router.internal.model.WebPage;
import com.flexinference.router.internal.routing.Route;

/**
 * OpenAI's Chat Completions (docs/wire-contract.md, section 7).
 */
final class ChatCompletionsFormat implements Format {

	private static final Set<String> PARTS = Set.of("text", "image_url", "input_audio", "file", "refusal");

	@Override
	public ParsedRequest read(ObjectNode request) {
		List<Message> messages = new ArrayList<>();
		for (JsonNode message : RequestFields.messages(request)) {
			JsonNode content = message.path("content");
			String role = message.path("role").asString("");
			messages.add("tool".equals(role) ? Message.tool(content) : Message.of(role, content));
		}
		JsonNode limit = request.path(request.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens");
		List<Tool> tools = request.path("tools")
			.valueStream()
			.map((tool) -> tool.path("function"))
			.filter(JsonNode::isObject)
			.map((function) -> new Tool(function.path("name").asString(""), function.path("parameters")))
			.toList();
		JsonNode choice = request.path("tool_choice");
		JsonNode format = request.path("response_format");
		return new ParsedRequest(messages, ParsedRequest.maxTokens(limit), tools,
				ToolChoice.of(choice.path("function").path("name"), choice, RequestFields.parallel(request)),
				request.has("web_search_options"),
				RequestFields.schema(format, format.path("json_schema").path("schema")),
				!"none".equals(request.path("reasoning_effort").asString("none")));
	}

	@Override
	public void checkAsProvider(ObjectNode request, Route route) {
		ContentRules.check(request.path("messages"), PARTS, route);
		StrictSchema.check(request.path("response_format").path("json_schema"), "schema", "response_format", route);
		request.path("tools")
			.forEach((tool) -> StrictSchema.check(tool.path("function"), "parameters", "function", route));
	}

	@Override
	public ObjectNode write(SimulatedResponse answer) {
		Completion produced = answer.completion();
		String text = produced.text(Part.Kind.TEXT);
		ObjectNode message = Json
			.object("role", "assistant", "content", text, "refusal", produced.text(Part.Kind.REFUSAL))
			.setAll(annotations(text));
		List<Part> calls = produced.parts(Part.Kind.TOOL_CALL).toList();
		for (int i = 0; i < calls.size(); i++) {
			message.withArray("tool_calls").add(toolCall(answer, calls.get(i), i, calls.get(i).text()));
		}
		return envelope(answer, "chat.completion", choice("message", message, finishReason(answer))).set("usage",
				usage(answer));
	}

	// The citation of a text, in a field that is absent without one
	ObjectNode annotations(@Nullable String text) {
		return (text != null && WebPage.isCitedIn(text))
				? Json.object("annotations",
						List.of(Json.object("type", "url_citation", "url_citation", WebPage.citation())))
				: Json.object();
	}

	@Override
	public List<Event> events(SimulatedResponse answer) {
		return new ChatCompletionsStream(this, answer).events();
	}

	@Override
	public Event failure(SimulatedResponse answer, Failure failure, int eventsBefore) {
		return new Event(null, Json.text(envelope().write(failure)));
	}

	ObjectNode envelope(SimulatedResponse answer, String object, ObjectNode... choices) {
		return Json.object("id", "chatcmpl-" + answer.id(), "object", object, "created", answer.created(), "model",
				answer.model(), "service_tier", answer.openAiTier(), "choices", List.of(choices));
	}

	ObjectNode choice(String field, ObjectNode message, @Nullable String finishReason) {
		return Json.object("index", 0, field, message, "logprobs", null, "finish_reason", finishReason);
	}

	ObjectNode toolCall(SimulatedResponse answer, Part part, int index, String arguments) {
		return Json.object("id", answer.id("call", index), "type", "function", "function",
				Json.object("name", part.tool(), "arguments", arguments));
	}

	String finishReason(SimulatedResponse answer) {
		return switch (answer.completion().finishReason()) {
			case STOP, REFUSAL -> "stop";
			case MAX_TOKENS -> "length";
			case TOOL_CALL -> "tool_calls";
		};
	}

	ObjectNode usage(SimulatedResponse answer) {
		Usage used = answer.usage();
		return answer.addCost(Json.object("prompt_tokens", used.input(), "completion_tokens", used.output(),
				"total_tokens", used.total(), "prompt_tokens_details",
				Json.object("cached_tokens", used.cacheRead(), "audio_tokens", 0), "completion_tokens_details",
				Json.object("reasoning_tokens", used.reasoning())));
	}

}
