package com.flexinference.router;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's Chat Completions (contract section 7).
 */
final class ChatCompletionsFormat implements Format {

	@Override
	public Ask read(ObjectNode request) {
		List<Turn> turns = new ArrayList<>();
		for (JsonNode message : Fields.messages(request)) {
			JsonNode content = message.path("content");
			String role = message.path("role").asString("");
			turns.add("tool".equals(role) ? Turn.tool(content) : Turn.of(role, content));
		}
		JsonNode limit = request.has("max_completion_tokens") ? request.path("max_completion_tokens")
				: request.path("max_tokens");
		ToolChoice toolChoice = toolChoice(request.path("tool_choice"))
			.withParallel(request.path("parallel_tool_calls").asBoolean(true));
		return new Ask(turns, Ask.maxTokens(limit), tools(request), toolChoice, schema(request.path("response_format")),
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
	public ObjectNode write(Served served) {
		Completion produced = served.completion();
		ObjectNode message = Json.object()
			.put("role", "assistant")
			.put("content", produced.text(Part.Kind.TEXT))
			.put("refusal", produced.text(Part.Kind.REFUSAL));
		List<Part> calls = produced.parts(Part.Kind.TOOL_CALL).toList();
		for (int i = 0; i < calls.size(); i++) {
			message.withArray("tool_calls").add(toolCall(served, calls.get(i), i, calls.get(i).text()));
		}
		ObjectNode completion = envelope(served, "chat.completion");
		completion.putArray("choices")
			.addObject()
			.put("index", 0)
			.set("message", message)
			.putNull("logprobs")
			.put("finish_reason", finishReason(served));
		return completion.set("usage", usage(served));
	}

	@Override
	public void stream(Served served, EventSink sink) throws IOException {
		new ChatCompletionsStream(this, served, sink).write();
	}

	@Override
	public void fail(Served served, Failure failure, int eventsBefore, EventSink sink) throws IOException {
		sink.send(Json.text(ErrorEnvelope.OPENAI.write(failure)));
	}

	ObjectNode envelope(Served served, String object) {
		return Json.object()
			.put("id", "chatcmpl-" + served.id())
			.put("object", object)
			.put("created", served.created())
			.put("model", served.model())
			.put("service_tier", served.openAiTier());
	}

	ObjectNode toolCall(Served served, Part part, int index, String arguments) {
		ObjectNode call = Json.object().put("id", served.id("call", index)).put("type", "function");
		call.putObject("function").put("name", part.tool()).put("arguments", arguments);
		return call;
	}

	String finishReason(Served served) {
		return switch (served.completion().finish()) {
			case STOP, REFUSAL -> "stop";
			case MAX_TOKENS -> "length";
			case TOOL_CALL -> "tool_calls";
		};
	}

	ObjectNode usage(Served served) {
		Usage used = served.usage();
		ObjectNode usage = Json.object()
			.put("prompt_tokens", used.input())
			.put("completion_tokens", used.output())
			.put("total_tokens", used.total());
		usage.putObject("prompt_tokens_details").put("cached_tokens", used.cacheRead()).put("audio_tokens", 0);
		usage.putObject("completion_tokens_details").put("reasoning_tokens", used.reasoning());
		return served.addCost(usage);
	}

}
