package com.flexinference.router.internal.format;

import java.util.List;
import java.util.stream.IntStream;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.model.Part;
import com.flexinference.router.internal.model.WebPage;

/**
 * An output item of a response: a part of the answer.
 */
record ResponsesItem(SimulatedResponse answer, Part part, int index) {

	static List<ResponsesItem> of(SimulatedResponse answer) {
		List<Part> parts = answer.completion().parts();
		return IntStream.range(0, parts.size()).mapToObj((i) -> new ResponsesItem(answer, parts.get(i), i)).toList();
	}

	String id() {
		String prefix = switch (this.part.kind()) {
			case REASONING -> "rs";
			case SEARCH -> "ws";
			case TOOL_CALL -> "fc";
			default -> "msg";
		};
		return this.answer.id(prefix, this.index);
	}

	// The item when it is added
	ObjectNode open() {
		ObjectNode fields = switch (this.part.kind()) {
			case REASONING -> Json.object("type", "reasoning", "summary", List.of());
			case SEARCH -> Json.object("type", "web_search_call", "status", "in_progress");
			case TOOL_CALL -> Json.object("type", "function_call", "status", "in_progress", "call_id",
					this.answer.id("call", this.index), "name", this.part.tool(), "arguments", "");
			case TEXT, REFUSAL ->
				Json.object("type", "message", "status", "in_progress", "role", "assistant", "content", List.of());
		};
		return Json.object("id", id()).setAll(fields);
	}

	// The item when it is done
	ObjectNode done() {
		ObjectNode item = open();
		String text = this.part.text();
		switch (this.part.kind()) {
			case REASONING -> {
				if (reportsSummary()) {
					item.withArray("summary").add(summary(text));
				}
				if (isEncrypted()) {
					item.put("encrypted_content", Signature.seal(text));
				}
			}
			case SEARCH -> item.put("status", "completed").set("action", Json.object("type", "search", "query", text));
			case TOOL_CALL -> item.put("status", "completed").put("arguments", text);
			case TEXT, REFUSAL ->
				item.put("status", ResponsesFormat.status(this.answer)).withArray("content").add(content(text));
		}
		return item;
	}

	boolean reportsSummary() {
		return this.answer.request().path("reasoning").hasNonNull("summary");
	}

	private boolean isEncrypted() {
		return this.answer.request()
			.path("include")
			.valueStream()
			.anyMatch((field) -> "reasoning.encrypted_content".equals(field.asString("")));
	}

	ObjectNode summary(String text) {
		return Json.object("type", "summary_text", "text", text);
	}

	ObjectNode content(String text) {
		if (this.part.is(Part.Kind.REFUSAL)) {
			return Json.object("type", "refusal", "refusal", text);
		}
		return Json.object("type", "output_text", "text", text, "annotations",
				WebPage.isCitedIn(text) ? List.of(annotation()) : List.of());
	}

	ObjectNode annotation() {
		return Json.object("type", "url_citation").setAll(WebPage.citation());
	}

}
