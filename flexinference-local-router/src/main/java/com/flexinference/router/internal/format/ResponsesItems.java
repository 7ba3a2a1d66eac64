package com.flexinference.router.internal.format;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.model.FinishReason;
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
		ObjectNode item = Json.object().put("id", id(part, index));
		switch (part.kind()) {
			case REASONING -> item.put("type", "reasoning").putArray("summary");
			case SEARCH -> item.put("type", "web_search_call").put("status", "in_progress");
			case TOOL_CALL -> item.put("type", "function_call")
				.put("status", "in_progress")
				.put("call_id", this.answer.id("call", index))
				.put("name", part.tool())
				.put("arguments", "");
			default ->
				item.put("type", "message").put("status", "in_progress").put("role", "assistant").putArray("content");
		}
		return item;
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
				item.put("status", "completed").putObject("action").put("type", "search").put("query", part.text());
			case TOOL_CALL -> item.put("status", "completed").put("arguments", part.text());
			default -> item.put("status", status()).withArray("content").add(content(part, part.text()));
		}
		return item;
	}

	private String status() {
		return (this.answer.completion().finishReason() == FinishReason.MAX_TOKENS) ? "incomplete" : "completed";
	}

	boolean reportsSummary() {
		return this.answer.request().path("reasoning").hasNonNull("summary");
	}

	ObjectNode summary(String text) {
		return Json.object().put("type", "summary_text").put("text", text);
	}

	ObjectNode content(Part part, String text) {
		if (part.is(Part.Kind.REFUSAL)) {
			return Json.object().put("type", "refusal").put("refusal", text);
		}
		ObjectNode content = Json.object().put("type", "output_text").put("text", text);
		content.putArray("annotations");
		if (WebPage.isCitedIn(text)) {
			content.withArray("annotations").add(annotation());
		}
		return content;
	}

	ObjectNode annotation() {
		return Json.object().put("type", "url_citation").setAll(WebPage.citation());
	}

}
