package com.flexinference.client.internal.format;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.Json;

/**
 * The events of OpenAI Responses (docs/wire-contract.md, section 6.1).
 */
final class ResponsesEvents extends EventReader {

	private static final JsonPointer ITEM = JsonPointer.compile("/item");

	private static final JsonPointer OUTPUT = JsonPointer.compile("/response/output");

	ResponsesEvents() {
		super(ResponsesCodec.INSTANCE, "type");
	}

	@Override
	void read(String type, JsonNode event) {
		JsonNode response = event.path("response");
		fail(AnswerFailures.of(response));
		JsonNode delta = event.path("delta");
		Long index = Json.wholeNumber(event.path("output_index"));
		switch (type) {
			case "response.output_text.delta" -> textDelta(delta.stringValue(null));
			case "response.output_text.done" -> wholeText(Json.text(event, "text"));
			case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
				reasoningDelta(part(type, event), delta.stringValue(null));
			case "response.refusal.delta" -> this.answer.refusal(delta.stringValue(null));
			case "response.function_call_arguments.delta" -> {
				if (delta.isString()) {
					call(index, event).addArguments(delta);
				}
			}
			case "response.function_call_arguments.done" -> call(index, event).arguments(event.path("arguments"));
			case "response.output_item.added" -> this.answer.calls().read(index, event.path("item"));
			case "response.output_item.done" -> {
				this.answer.calls().read(index, event.path("item"));
				wholeText(ResponsesCodec.INSTANCE.itemText(event.path("item")));
				objects(ITEM).forEach((item) -> this.items.begin(index, item));
			}
			case "response.created" -> this.answer.head(response);
			case "response.completed", "response.incomplete" -> {
				whole(response, OUTPUT);
				ended();
			}
			case "response.failed" -> {
				whole(response, OUTPUT);
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

	private PendingCall call(@Nullable Long index, JsonNode event) {
		return this.answer.calls().call(index, (index != null) ? null : Json.text(event, "item_id"));
	}

}
