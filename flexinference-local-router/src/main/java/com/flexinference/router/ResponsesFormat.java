package com.flexinference.router;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's Responses (contract section 6).
 */
final class ResponsesFormat implements Format {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	@Override
	public Ask read(ObjectNode request) {
		List<Turn> turns = new ArrayList<>();
		turns.add(Turn.other(request.path("instructions")));
		JsonNode input = Fields.input(request);
		if (input.isString()) {
			turns.add(Turn.user(input));
		}
		input.forEach((item) -> turns.add(turn(item)));
		ToolChoice toolChoice = toolChoice(request.path("tool_choice"))
			.withParallel(request.path("parallel_tool_calls").asBoolean(true));
		return new Ask(turns, Ask.maxTokens(request.path("max_output_tokens")), tools(request), toolChoice,
				schema(request.path("text").path("format")), reasons(request.path("reasoning")));
	}

	private boolean reasons(JsonNode reasoning) {
		return reasoning.isObject() && !"none".equals(reasoning.path("effort").asString(""));
	}

	private Turn turn(JsonNode item) {
		return switch (item.path("type").asString("message")) {
			case "message" -> Turn.of(item.path("role").asString(""), item.path("content"));
			case "function_call_output" -> Turn.tool(item.path("output"));
			default -> Turn.other(item.path("content"));
		};
	}

	private List<Tool> tools(ObjectNode request) {
		return request.path("tools")
			.valueStream()
			.filter((tool) -> "function".equals(tool.path("type").asString("")))
			.map((tool) -> new Tool(tool.path("name").asString(""), tool.path("parameters")))
			.toList();
	}

	private ToolChoice toolChoice(JsonNode choice) {
		return choice.has("name") ? ToolChoice.ofName(choice.path("name")) : ToolChoice.ofKeyword(choice);
	}

	private @Nullable JsonNode schema(JsonNode format) {
		return switch (format.path("type").asString("text")) {
			case "json_schema" -> format.path("schema");
			case "json_object" -> Json.object();
			default -> null;
		};
	}

	@Override
	public ObjectNode write(Served served) {
		ObjectNode response = snapshot(served, status(served));
		if (served.completion().finish() == Finish.MAX_TOKENS) {
			response.putObject("incomplete_details").put("reason", "max_output_tokens");
		}
		else {
			response.put("completed_at", served.created());
		}
		ResponsesItems items = new ResponsesItems(served);
		List<Part> parts = served.completion().parts();
		ArrayNode output = response.putArray("output");
		for (int i = 0; i < parts.size(); i++) {
			output.add(items.done(parts.get(i), i));
		}
		response.set("usage", usage(served));
		return response;
	}

	@Override
	public void stream(Served served, EventSink sink) throws IOException {
		new ResponsesStream(this, served, sink).write();
	}

	@Override
	public void fail(Served served, Failure failure, int eventsBefore, EventSink sink) throws IOException {
		ObjectNode response = snapshot(served, "failed").setAll(ErrorEnvelope.OPENAI.write(failure));
		sink.send("response.failed",
				Json.object()
					.put("type", "response.failed")
					.put("sequence_number", eventsBefore)
					.set("response", response));
	}

	// The response before there is any output
	ObjectNode snapshot(Served served, String status) {
		ObjectNode request = served.request();
		ObjectNode response = Json.object()
			.put("id", served.id("resp"))
			.put("object", "response")
			.put("created_at", served.created())
			.putNull("completed_at")
			.put("status", status)
			.putNull("error")
			.putNull("incomplete_details")
			.put("model", served.model())
			.put("service_tier", served.openAiTier());
		response.putArray("output");
		response.set("instructions", Fields.echo(request, "instructions", NODES.nullNode()));
		response.set("max_output_tokens", Fields.echo(request, "max_output_tokens", NODES.nullNode()));
		response.set("parallel_tool_calls", Fields.echo(request, "parallel_tool_calls", NODES.booleanNode(true)));
		response.set("tool_choice", Fields.echo(request, "tool_choice", NODES.stringNode("auto")));
		response.set("tools", Fields.echo(request, "tools", NODES.arrayNode()));
		response.set("temperature", Fields.echo(request, "temperature", NODES.numberNode(1)));
		response.set("top_p", Fields.echo(request, "top_p", NODES.numberNode(1)));
		response.set("metadata", Fields.echo(request, "metadata", NODES.objectNode()));
		return response.putNull("usage");
	}

	String status(Served served) {
		return (served.completion().finish() == Finish.MAX_TOKENS) ? "incomplete" : "completed";
	}

	private ObjectNode usage(Served served) {
		Usage used = served.usage();
		ObjectNode usage = Json.object().put("input_tokens", used.input());
		usage.putObject("input_tokens_details")
			.put("cached_tokens", used.cacheRead())
			.put("cache_write_tokens", used.cacheWritten());
		usage.put("output_tokens", used.output());
		usage.putObject("output_tokens_details").put("reasoning_tokens", used.reasoning());
		return served.addCost(usage.put("total_tokens", used.total()));
	}

}
