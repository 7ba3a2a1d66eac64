package com.flexinference.router.internal.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.ErrorEnvelope;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.error.RouterException;
import com.flexinference.router.internal.model.FinishReason;
import com.flexinference.router.internal.model.Message;
import com.flexinference.router.internal.model.ParsedRequest;
import com.flexinference.router.internal.model.Part;
import com.flexinference.router.internal.model.ToolChoice;
import com.flexinference.router.internal.model.Usage;
import com.flexinference.router.internal.routing.Route;

/**
 * OpenAI's Responses (docs/wire-contract.md, section 6).
 */
public final class ResponsesFormat implements Format {

	private static final Set<String> PARTS = Set.of("input_text", "input_image", "input_file", "input_audio",
			"output_text", "refusal", "reasoning_text");

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	@Override
	public ParsedRequest read(ObjectNode request) {
		List<Message> messages = new ArrayList<>();
		messages.add(Message.other(request.path("instructions")));
		JsonNode input = RequestFields.input(request);
		if (input.isString()) {
			messages.add(Message.user(input));
		}
		input.forEach((item) -> messages.add(message(item)));
		ToolChoice toolChoice = toolChoice(request.path("tool_choice"))
			.withParallel(request.path("parallel_tool_calls").asBoolean(true));
		return new ParsedRequest(messages, ParsedRequest.maxTokens(request.path("max_output_tokens")),
				RequestFields.functions(request), toolChoice, RequestFields.offers(request, "web_search"),
				schema(request.path("text").path("format")), reasons(request.path("reasoning")));
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
	public void checkAsProvider(ObjectNode request, Route route) {
		ContentRules.check(request.path("input"), PARTS, route);
		StrictSchema.check(request.path("text").path("format"), "schema", "response_format", route);
		request.path("tools").forEach((tool) -> StrictSchema.check(tool, "parameters", "function", route));
		for (JsonNode item : request.path("input")) {
			String encrypted = item.path("encrypted_content").asString("");
			if (!encrypted.isEmpty() && !Signature.isSeal(encrypted)) {
				throw RouterException.rejected(route.errorName(), "invalid_encrypted_content",
						"The encrypted content for item " + item.path("id").asString("") + " could not be verified.");
			}
		}
	}

	@Override
	public ObjectNode write(SimulatedResponse answer) {
		ObjectNode response = snapshot(answer, status(answer));
		if (answer.completion().finishReason() == FinishReason.MAX_TOKENS) {
			response.putObject("incomplete_details").put("reason", "max_output_tokens");
		}
		else {
			response.put("completed_at", answer.created());
		}
		ResponsesItems items = new ResponsesItems(answer);
		List<Part> parts = answer.completion().parts();
		ArrayNode output = response.putArray("output");
		for (int i = 0; i < parts.size(); i++) {
			output.add(items.done(parts.get(i), i));
		}
		response.set("usage", usage(answer));
		return response;
	}

	@Override
	public void stream(SimulatedResponse answer, EventSink sink) throws IOException {
		new ResponsesStream(this, answer, sink).write();
	}

	@Override
	public void fail(SimulatedResponse answer, Failure failure, int eventsBefore, EventSink sink) throws IOException {
		ObjectNode response = snapshot(answer, "failed").setAll(ErrorEnvelope.OPENAI.write(failure));
		ObjectNode event = Json.object()
			.put("type", "response.failed")
			.put("sequence_number", eventsBefore)
			.set("response", response);
		sink.send("response.failed", Json.text(event));
	}

	// The response before there is any output
	public ObjectNode snapshot(SimulatedResponse answer, String status) {
		ObjectNode request = answer.request();
		ObjectNode response = Json.object()
			.put("id", answer.id("resp"))
			.put("object", "response")
			.put("created_at", answer.created())
			.putNull("completed_at")
			.put("status", status)
			.putNull("error")
			.putNull("incomplete_details")
			.put("model", answer.model())
			.put("service_tier", answer.openAiTier());
		response.putArray("output");
		response.set("instructions", RequestFields.echo(request, "instructions", NODES.nullNode()));
		response.set("max_output_tokens", RequestFields.echo(request, "max_output_tokens", NODES.nullNode()));
		response.set("parallel_tool_calls",
				RequestFields.echo(request, "parallel_tool_calls", NODES.booleanNode(true)));
		response.set("tool_choice", RequestFields.echo(request, "tool_choice", NODES.stringNode("auto")));
		response.set("tools", RequestFields.echo(request, "tools", NODES.arrayNode()));
		response.set("temperature", RequestFields.echo(request, "temperature", NODES.numberNode(1)));
		response.set("top_p", RequestFields.echo(request, "top_p", NODES.numberNode(1)));
		response.set("metadata", RequestFields.echo(request, "metadata", NODES.objectNode()));
		return response.putNull("usage");
	}

	public String status(SimulatedResponse answer) {
		return (answer.completion().finishReason() == FinishReason.MAX_TOKENS) ? "incomplete" : "completed";
	}

	private ObjectNode usage(SimulatedResponse answer) {
		Usage used = answer.usage();
		ObjectNode usage = Json.object().put("input_tokens", used.input());
		usage.putObject("input_tokens_details")
			.put("cached_tokens", used.cacheRead())
			.put("cache_write_tokens", used.cacheWritten());
		usage.put("output_tokens", used.output());
		usage.putObject("output_tokens_details").put("reasoning_tokens", used.reasoning());
		return answer.addCost(usage.put("total_tokens", used.total()));
	}

}
