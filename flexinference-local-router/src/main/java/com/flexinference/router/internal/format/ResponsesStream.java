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

	private final ResponsesFormat format;

	private final SimulatedResponse answer;

	private final List<Event> events = new ArrayList<>();

	private final ResponsesItems items;

	ResponsesStream(ResponsesFormat format, SimulatedResponse answer) {
		this.format = format;
		this.answer = answer;
		this.items = new ResponsesItems(answer);
	}

	List<Event> events() {
		ObjectNode snapshot = this.format.snapshot(this.answer, "in_progress");
		add("response.created", Json.object("response", snapshot));
		add("response.in_progress", Json.object("response", snapshot));
		List<Part> parts = this.answer.completion().parts();
		for (int i = 0; i < parts.size(); i++) {
			write(parts.get(i), i);
		}
		add("response." + this.format.status(this.answer), Json.object("response", this.format.write(this.answer)));
		return this.events;
	}

	private void write(Part part, int index) {
		add("response.output_item.added", Json.object("output_index", index, "item", this.items.open(part, index)));
		switch (part.kind()) {
			case REASONING -> writeSummary(part, index);
			case SEARCH -> writeSearch(part, index);
			case TOOL_CALL -> writeArguments(part, index);
			case REFUSAL -> writeContent(part, index, "refusal");
			case TEXT -> writeContent(part, index, "output_text");
		}
		add("response.output_item.done", Json.object("output_index", index, "item", this.items.done(part, index)));
	}

	private void writeSummary(Part part, int index) {
		if (!this.items.reportsSummary()) {
			return;
		}
		add("response.reasoning_summary_part.added", inSummary(part, index).set("part", this.items.summary("")));
		for (String piece : part.pieces()) {
			add("response.reasoning_summary_text.delta", inSummary(part, index).put("delta", piece));
		}
		add("response.reasoning_summary_text.done", inSummary(part, index).put("text", part.text()));
		add("response.reasoning_summary_part.done",
				inSummary(part, index).set("part", this.items.summary(part.text())));
	}

	private void writeSearch(Part part, int index) {
		for (String state : List.of("in_progress", "searching", "completed")) {
			add("response.web_search_call." + state, inItem(part, index));
		}
	}

	private void writeArguments(Part part, int index) {
		for (String piece : part.pieces()) {
			add("response.function_call_arguments.delta", inItem(part, index).put("delta", piece));
		}
		add("response.function_call_arguments.done",
				inItem(part, index).put("name", part.tool()).put("arguments", part.text()));
	}

	private void writeContent(Part part, int index, String type) {
		add("response.content_part.added", inContent(part, index).set("part", this.items.content(part, "")));
		for (String piece : part.pieces()) {
			add("response." + type + ".delta", withLogprobs(part, inContent(part, index).put("delta", piece)));
		}
		if (WebPage.isCitedIn(part.text())) {
			add("response.output_text.annotation.added",
					inContent(part, index).put("annotation_index", 0).set("annotation", this.items.annotation()));
		}
		String field = part.is(Part.Kind.REFUSAL) ? "refusal" : "text";
		add("response." + type + ".done", withLogprobs(part, inContent(part, index).put(field, part.text())));
		add("response.content_part.done", inContent(part, index).set("part", this.items.content(part, part.text())));
	}

	private ObjectNode inItem(Part part, int index) {
		return Json.object("item_id", this.items.id(part, index), "output_index", index);
	}

	private ObjectNode inSummary(Part part, int index) {
		return inItem(part, index).put("summary_index", 0);
	}

	private ObjectNode inContent(Part part, int index) {
		return inItem(part, index).put("content_index", 0);
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
