package com.flexinference.router.internal.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.ErrorEnvelope;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.model.Completion;
import com.flexinference.router.internal.model.Message;
import com.flexinference.router.internal.model.ParsedRequest;
import com.flexinference.router.internal.model.Part;
import com.flexinference.router.internal.model.Tool;
import com.flexinference.router.internal.model.ToolChoice;
import com.flexinference.router.internal.model.Usage;
import com.flexinference.router.internal.model.WebPage;
import com.flexinference.router.internal.routing.Route;

/**
 * OpenAI's Chat Completions (docs/wire-contract.md, section 7).
 */
public final class ChatCompletionsFormat implements Format {

	private static final Set<String> PARTS = Set.of("text", "image_url", "input_audio", "file", "refusal");

	@Override
	public ParsedRequest read(ObjectNode request) {
		List<Message> messages = new ArrayList<>();
		for (JsonNode message : RequestFields.messages(request)) {
			JsonNode content = message.path("content");
			String role = message.path("role").asString("");
			messages.add("tool".equals(role) ? Message.tool(content) : Message.of(role, content));
		}
		JsonNode limit = request.has("max_completion_tokens") ? request.path("max_completion_tokens")
				: request.path("max_tokens");
		ToolChoice toolChoice = toolChoice(request.path("tool_choice"))
			.withParallel(request.path("parallel_tool_calls").asBoolean(true));
		return new ParsedRequest(messages, ParsedRequest.maxTokens(limit), tools(request), toolChoice,
				request.has("web_search_options"), schema(request.path("response_format")),
				!"none".equals(request.path("reasoning_effort").asString("none")));
	}

	private List<Tool> tools(ObjectNode request) {
		return request.path("tools")
			.valueStream()
			.map((tool) -> tool.path("function"))
			.filter(JsonNode::isObject)
			.map((function) -> new Tool(function.path("name").asString(""), function.path("parameters")))
			.toList();
	}

	private ToolChoice toolChoice(JsonNode choice) {
		JsonNode name = choice.path("function").path("name");
		return name.isString() ? ToolChoice.ofName(name) : ToolChoice.ofKeyword(choice);
	}

	private @Nullable JsonNode schema(JsonNode format) {
		return switch (format.path("type").asString("text")) {
			case "json_schema" -> format.path("json_schema").path("schema");
			case "json_object" -> Json.object();
			default -> null;
		};
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
		ObjectNode message = Json.object()
			.put("role", "assistant")
			.put("content", produced.text(Part.Kind.TEXT))
			.put("refusal", produced.text(Part.Kind.REFUSAL));
		message.setAll(annotations(produced.text(Part.Kind.TEXT)));
		List<Part> calls = produced.parts(Part.Kind.TOOL_CALL).toList();
		for (int i = 0; i < calls.size(); i++) {
			message.withArray("tool_calls").add(toolCall(answer, calls.get(i), i, calls.get(i).text()));
		}
		ObjectNode completion = envelope(answer, "chat.completion");
		completion.putArray("choices")
			.addObject()
			.put("index", 0)
			.set("message", message)
			.putNull("logprobs")
			.put("finish_reason", finishReason(answer));
		return completion.set("usage", usage(answer));
	}

	// The citation of a text, in a field that is absent without one
	ObjectNode annotations(@Nullable String text) {
		ObjectNode fields = Json.object();
		if (text != null && WebPage.isCitedIn(text)) {
			fields.putArray("annotations")
				.addObject()
				.put("type", "url_citation")
				.set("url_citation", WebPage.citation());
		}
		return fields;
	}

	@Override
	public void stream(SimulatedResponse answer, EventSink sink) throws IOException {
		new ChatCompletionsStream(this, answer, sink).write();
	}

	@Override
	public void fail(SimulatedResponse answer, Failure failure, int eventsBefore, EventSink sink) throws IOException {
		sink.send(null, Json.text(ErrorEnvelope.OPENAI.write(failure)));
	}

	public ObjectNode envelope(SimulatedResponse answer, String object) {
		return Json.object()
			.put("id", "chatcmpl-" + answer.id())
			.put("object", object)
			.put("created", answer.created())
			.put("model", answer.model())
			.put("service_tier", answer.openAiTier());
	}

	public ObjectNode toolCall(SimulatedResponse answer, Part part, int index, String arguments) {
		ObjectNode call = Json.object().put("id", answer.id("call", index)).put("type", "function");
		call.putObject("function").put("name", part.tool()).put("arguments", arguments);
		return call;
	}

	String finishReason(SimulatedResponse answer) {
		return switch (answer.completion().finishReason()) {
			case STOP, REFUSAL -> "stop";
			case MAX_TOKENS -> "length";
			case TOOL_CALL -> "tool_calls";
		};
	}

	public ObjectNode usage(SimulatedResponse answer) {
		Usage used = answer.usage();
		ObjectNode usage = Json.object()
			.put("prompt_tokens", used.input())
			.put("completion_tokens", used.output())
			.put("total_tokens", used.total());
		usage.putObject("prompt_tokens_details").put("cached_tokens", used.cacheRead()).put("audio_tokens", 0);
		usage.putObject("completion_tokens_details").put("reasoning_tokens", used.reasoning());
		return answer.addCost(usage);
	}

}
