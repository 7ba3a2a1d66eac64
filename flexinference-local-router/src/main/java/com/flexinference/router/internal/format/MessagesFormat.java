package com.flexinference.router.internal.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.ErrorEnvelope;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.model.Message;
import com.flexinference.router.internal.model.ParsedRequest;
import com.flexinference.router.internal.model.Part;
import com.flexinference.router.internal.model.ToolChoice;
import com.flexinference.router.internal.model.ToolChoice.Tool;
import com.flexinference.router.internal.model.Usage;
import com.flexinference.router.internal.routing.Route;

/**
 * Anthropic's Messages (docs/wire-contract.md, section 9).
 */
final class MessagesFormat implements Format {

	private static final Set<String> PARTS = Set.of("text", "image", "document", "thinking", "redacted_thinking",
			"tool_use", "tool_result", "server_tool_use", "web_search_tool_result", "search_result");

	@Override
	public ErrorEnvelope envelope() {
		return ErrorEnvelope.ANTHROPIC;
	}

	@Override
	public ParsedRequest read(ObjectNode request) {
		List<Message> messages = new ArrayList<>();
		messages.add(Message.other(request.path("system")));
		for (JsonNode message : RequestFields.messages(request)) {
			JsonNode content = message.path("content");
			messages.add(Message.of(message.path("role").asString(""), content));
			content.valueStream()
				.filter((block) -> "tool_result".equals(Json.type(block)))
				.forEach((block) -> messages.add(Message.tool(block.path("content"))));
		}
		List<Tool> tools = request.path("tools")
			.valueStream()
			.filter((tool) -> tool.has("input_schema"))
			.map((tool) -> new Tool(tool.path("name").asString(""), tool.path("input_schema")))
			.toList();
		JsonNode choice = request.path("tool_choice");
		boolean parallel = !choice.path("disable_parallel_tool_use").asBoolean(false);
		JsonNode format = request.path("output_config").path("format");
		boolean schema = "json_schema".equals(Json.type(format));
		return new ParsedRequest(messages, ParsedRequest.maxTokens(request.path("max_tokens")), tools,
				ToolChoice.of(choice.path("name"), choice.path("type"), parallel),
				RequestFields.offers(request, "web_search"), schema ? format.path("schema") : null,
				new MessagesRules(request).thinks());
	}

	@Override
	public void checkAsProvider(ObjectNode request, Route route) {
		ContentRules.check(request.path("messages"), PARTS, route);
		if (route == Route.ANTHROPIC) {
			new MessagesRules(request).check();
		}
	}

	@Override
	public ObjectNode write(SimulatedResponse answer) {
		List<ObjectNode> content = MessagesBlocks.of(answer).stream().map(Element::whole).toList();
		ObjectNode usage = answer.addCost(usage(answer, answer.usage().output()));
		return message(answer, content, stopReason(answer), usage);
	}

	private ObjectNode message(SimulatedResponse answer, List<ObjectNode> content, @Nullable String stopReason,
			ObjectNode usage) {
		return Json.object("id", answer.id("msg"), "type", "message", "role", "assistant", "model", answer.model(),
				"content", content, "stop_reason", stopReason, "stop_sequence", null, "service_tier",
				answer.routing().tier(), "usage", usage);
	}

	@Override
	public List<Event> events(SimulatedResponse answer) {
		List<Event> events = new ArrayList<>();
		ObjectNode start = message(answer, List.of(), null, usage(answer, 1));
		events.add(event("message_start", Json.object("message", start)));
		int index = 0;
		for (Element block : MessagesBlocks.of(answer)) {
			ObjectNode at = Json.object("index", index);
			events.add(event("content_block_start", at.deepCopy().set("content_block", block.start())));
			if (index++ == 0) {
				events.add(event("ping", Json.object()));
			}
			for (ObjectNode delta : block.deltas()) {
				events.add(event("content_block_delta", at.deepCopy().set("delta", delta)));
			}
			events.add(event("content_block_stop", at));
		}
		events.add(event("message_delta",
				Json.object("delta", Json.object("stop_reason", stopReason(answer), "stop_sequence", null), "usage",
						answer.addCost(Json.object("output_tokens", answer.usage().output())))));
		events.add(event("message_stop", Json.object()));
		return events;
	}

	private static Event event(String name, ObjectNode data) {
		return Event.of("type", name, data);
	}

	@Override
	public Event failure(SimulatedResponse answer, Failure failure, int eventsBefore) {
		return new Event("error", Json.text(envelope().write(failure)));
	}

	private String stopReason(SimulatedResponse answer) {
		return switch (answer.completion().finishReason()) {
			case STOP -> "end_turn";
			case MAX_TOKENS -> "max_tokens";
			case TOOL_CALL -> "tool_use";
			case REFUSAL -> "refusal";
		};
	}

	private ObjectNode usage(SimulatedResponse answer, int outputTokens) {
		Usage used = answer.usage();
		ObjectNode usage = Json.object("input_tokens", used.uncached(), "cache_creation_input_tokens",
				used.cacheWritten(), "cache_read_input_tokens", used.cacheRead(), "cache_creation",
				Json.object("ephemeral_5m_input_tokens", used.cacheWritten(), "ephemeral_1h_input_tokens", 0),
				"output_tokens", outputTokens, "output_tokens_details",
				Json.object("thinking_tokens", used.reasoning()), "service_tier", answer.routing().tier());
		long searches = answer.completion().parts(Part.Kind.SEARCH).count();
		return (searches > 0) ? usage.set("server_tool_use", Json.object("web_search_requests", searches)) : usage;
	}

}
