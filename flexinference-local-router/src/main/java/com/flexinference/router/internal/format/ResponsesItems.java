package com.flexinference.router.internal.format;

import java.util.List;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.model.Part;
import com.flexinference.router.internal.model.WebPage;

/**
 * The output items of a response: one for each part.
 */
final class ResponsesItems {

	private final SimulatedResponse answer;

	private final boolean encrypted;

	ResponsesItems(SimulatedResponse answer) {
		this.answer = answer;
		this.encrypted = answer.request()
			.path("include")
			.valueStream()
			.anyMatch((field) -> "reasoning.encrypted_content".equals(field.asString("")));
	}

	String id(Part part, int index) {
		String prefix = switch (part.kind()) {
			case REASONING -> "rs";
			case SEARCH -> "ws";
			case TOOL_CALL -> "fc";
			default -> "msg";
		};
		return this.answer.id(prefix, index);
	}

	// The item when it is added
	ObjectNode open(Part part, int index) {
		ObjectNode fields = switch (part.kind()) {
			case REASONING -> Json.object("type", "reasoning", "summary", List.of());
			case SEARCH -> Json.object("type", "web_search_call", "status", "in_progress");
			case TOOL_CALL -> Json.object("type", "function_call", "status", "in_progress", "call_id",
					this.answer.id("call", index), "name", part.tool(), "arguments", "");
			case TEXT, REFUSAL ->
				Json.object("type", "message", "status", "in_progress", "role", "assistant", "content", List.of());
		};
		return Json.object("id", id(part, index)).setAll(fields);
	}

	// The item when it is done
	ObjectNode done(Part part, int index) {
		ObjectNode item = open(part, index);
		switch (part.kind()) {
			case REASONING -> {
				if (reportsSummary()) {
					item.withArray("summary").add(summary(part.text()));
				}
				if (this.encrypted) {
					item.put("encrypted_content", Signature.seal(part.text()));
				}
			}
			case SEARCH ->
				item.put("status", "completed").set("action", Json.object("type", "search", "query", part.text()));
			case TOOL_CALL -> item.put("status", "completed").put("arguments", part.text());
			case TEXT,
					REFUSAL ->
				item.put("status", this.answer.completion().isCutOff() ? "incomplete" : "completed")
					.withArray("content")
					.add(content(part, part.text()));
		}
		return item;
	}

	boolean reportsSummary() {
		return this.answer.request().path("reasoning").hasNonNull("summary");
	}

	ObjectNode summary(String text) {
		return Json.object("type", "summary_text", "text", text);
	}

	ObjectNode content(Part part, String text) {
		if (part.is(Part.Kind.REFUSAL)) {
			return Json.object("type", "refusal", "refusal", text);
		}
		return Json.object("type", "output_text", "text", text, "annotations",
				WebPage.isCitedIn(text) ? List.of(annotation()) : List.of());
	}

	ObjectNode annotation() {
		return Json.object("type", "url_citation").setAll(WebPage.citation());
	}

}
