package com.flexinference.router.internal.format;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.model.Part;
import com.flexinference.router.internal.model.WebPage;

/**
 * The events of one streamed response (docs/wire-contract.md, section 6.1).
 */
final class ResponsesStream {

	private final List<Event> events = new ArrayList<>();

	List<Event> events(ResponsesFormat format, SimulatedResponse answer) {
		ObjectNode snapshot = format.snapshot(answer, "in_progress");
		add("response.created", Json.object("response", snapshot));
		add("response.in_progress", Json.object("response", snapshot));
		ResponsesItem.of(answer).forEach(this::write);
		add("response." + ResponsesFormat.status(answer), Json.object("response", format.write(answer)));
		return this.events;
	}

	private void write(ResponsesItem item) {
		add("response.output_item.added", Json.object("output_index", item.index(), "item", item.open()));
		Part part = item.part();
		switch (part.kind()) {
			case REASONING -> writeSummary(item, part);
			case SEARCH -> writeSearch(item);
			case TOOL_CALL -> writeArguments(item, part);
			case REFUSAL -> writeContent(item, part, "refusal");
			case TEXT -> writeContent(item, part, "output_text");
		}
		add("response.output_item.done", Json.object("output_index", item.index(), "item", item.done()));
	}

	private void writeSummary(ResponsesItem item, Part part) {
		if (!item.reportsSummary()) {
			return;
		}
		add("response.reasoning_summary_part.added", inSummary(item).set("part", item.summary("")));
		for (String piece : part.pieces()) {
			add("response.reasoning_summary_text.delta", inSummary(item).put("delta", piece));
		}
		add("response.reasoning_summary_text.done", inSummary(item).put("text", part.text()));
		add("response.reasoning_summary_part.done", inSummary(item).set("part", item.summary(part.text())));
	}

	private void writeSearch(ResponsesItem item) {
		for (String state : List.of("in_progress", "searching", "completed")) {
			add("response.web_search_call." + state, inItem(item));
		}
	}

	private void writeArguments(ResponsesItem item, Part part) {
		for (String piece : part.pieces()) {
			add("response.function_call_arguments.delta", inItem(item).put("delta", piece));
		}
		add("response.function_call_arguments.done",
				inItem(item).put("name", part.tool()).put("arguments", part.text()));
	}

	private void writeContent(ResponsesItem item, Part part, String type) {
		add("response.content_part.added", inContent(item).set("part", item.content("")));
		for (String piece : part.pieces()) {
			add("response." + type + ".delta", withLogprobs(part, inContent(item).put("delta", piece)));
		}
		if (WebPage.isCitedIn(part.text())) {
			add("response.output_text.annotation.added",
					inContent(item).put("annotation_index", 0).set("annotation", item.annotation()));
		}
		String field = part.is(Part.Kind.REFUSAL) ? "refusal" : "text";
		add("response." + type + ".done", withLogprobs(part, inContent(item).put(field, part.text())));
		add("response.content_part.done", inContent(item).set("part", item.content(part.text())));
	}

	private ObjectNode inItem(ResponsesItem item) {
		return Json.object("item_id", item.id(), "output_index", item.index());
	}

	private ObjectNode inSummary(ResponsesItem item) {
		return inItem(item).put("summary_index", 0);
	}

	private ObjectNode inContent(ResponsesItem item) {
		return inItem(item).put("content_index", 0);
	}

	private ObjectNode withLogprobs(Part part, ObjectNode data) {
		if (part.is(Part.Kind.TEXT)) {
			data.putArray("logprobs");
		}
		return data;
	}

	private void add(String type, ObjectNode fields) {
		this.events.add(Event.of("type", type, Json.object("sequence_number", this.events.size()).setAll(fields)));
	}

}
