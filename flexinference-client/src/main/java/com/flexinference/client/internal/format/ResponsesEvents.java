package com.flexinference.client.internal.format;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.Json;

/**
 * The events of OpenAI Responses (docs/wire-contract.md, section 6.1).
 */
final class ResponsesEvents extends EventReader {

	private static final TextEvent.Shape TEXT = new TextEvent.Shape("type", "response.output_text.delta", null,
			List.of("delta"));

	private static final JsonPointer ITEM = JsonPointer.compile("/item");

	private static final JsonPointer OUTPUT = JsonPointer.compile("/response/output");

	ResponsesEvents() {
		super(CallerFormat.RESPONSES, TEXT);
	}

	@Override
	void text(@Nullable Long index, @Nullable String text) {
		textDelta(text);
	}

	@Override
	void read(String type, JsonNode event) {
		JsonNode response = event.path("response");
		fail(AnswerFailures.of(response));
		JsonNode delta = event.path("delta");
		switch (type) {
			case "response.output_text.delta" -> textDelta(delta.stringValue(null));
			case "response.output_text.done" -> wholeText(Json.text(event, "text"));
			case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
				reasoningDelta(part(type, event), delta.stringValue(null));
			case "response.refusal.delta" -> this.answer.refusal(delta.stringValue(null));
			case "response.function_call_arguments.delta" -> {
				if (delta.isString()) {
					call(event).addArguments(delta);
				}
			}
			case "response.function_call_arguments.done" -> call(event).arguments(event.path("arguments"));
			case "response.output_item.added" -> item(event);
			case "response.output_item.done" -> {
				item(event);
				StringBuilder text = new StringBuilder();
				ResponsesCodec.INSTANCE.texts(event.path("item"), (piece, part) -> text.append(piece));
				wholeText(text.toString());
				objects(ITEM).forEach((item) -> this.items.begin(index(event), item));
			}
			case "response.created" -> this.answer.head(response);
			case "response.completed", "response.incomplete" -> {
				whole(response);
				ended();
			}
			case "response.failed" -> {
				whole(response);
				fail(ErrorDetail.message(null));
			}
			default -> {
			}
		}
	}

	private static Object part(String type, JsonNode event) {
		return Stream.of("output_index", "item_id", "summary_index", "content_index")
			.map((name) -> event.path(name).toString())
			.collect(Collectors.joining(":", type, ""));
	}

	private static @Nullable Long index(JsonNode event) {
		return Json.wholeNumber(event.path("output_index"));
	}

	private PendingCall call(JsonNode event) {
		Long index = index(event);
		return this.answer.calls().call(index, (index != null) ? null : Json.text(event, "item_id"));
	}

	private void item(JsonNode event) {
		JsonNode item = event.path("item");
		if (ResponsesCodec.isCall(item)) {
			ResponsesCodec.readCall(this.answer.calls().call(index(event), ResponsesCodec.key(item)), item);
		}
	}

	private void whole(JsonNode response) {
		wholeText(ResponsesCodec.INSTANCE.text(response));
		ResponsesCodec.INSTANCE.read(response, this.answer);
		wholeItems(OUTPUT);
	}

}
