package com.flexinference.router.internal.format;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.model.Part;
import com.flexinference.router.internal.model.WebPage;

/**
 * The steps of an interaction.
 */
record InteractionsSteps(SimulatedResponse answer) {

	static List<Element> of(SimulatedResponse answer) {
		return Element.of(answer, new InteractionsSteps(answer)::steps);
	}

	private Stream<Element> steps(Part part, int index) {
		return switch (part.kind()) {
			case REASONING -> Stream.of(thought(part));
			case SEARCH -> search(part, this.answer.id("search", index));
			case TOOL_CALL -> Stream.of(call(part, this.answer.id("call", index)));
			case TEXT, REFUSAL -> Stream.of(output(part));
		};
	}

	private Element thought(Part part) {
		String signature = Signature.of(part.text());
		JsonNode summaries = this.answer.request().path("generation_config").path("thinking_summaries");
		boolean summarized = "auto".equals(summaries.asString(""));
		List<ObjectNode> summary = summarized ? List.of(text(part.text())) : List.of();
		Stream<ObjectNode> deltas = summarized
				? deltas(part, (piece) -> Json.object("type", "thought_summary", "content", text(piece)))
				: Stream.empty();
		return new Element(Json.object("type", "thought", "signature", signature, "summary", summary),
				Json.object("type", "thought"),
				Stream.concat(deltas, Stream.of(Json.object("type", "thought_signature", "signature", signature)))
					.toList());
	}

	private Stream<Element> search(Part part, String id) {
		ObjectNode call = Json.object("type", "google_search_call", "id", id, "arguments",
				Json.object("queries", List.of(part.text())));
		ObjectNode result = Json.object("type", "google_search_result", "call_id", id, "result",
				List.of(Json.object("url", WebPage.URL, "title", WebPage.TITLE)));
		return Stream.of(Element.of(call), Element.of(result));
	}

	private Element call(Part part, String id) {
		ObjectNode start = Json.object("type", "function_call", "id", id, "name", part.tool());
		return new Element(start.deepCopy().set("arguments", part.arguments()), start,
				deltas(part, (piece) -> Json.object("type", "arguments_delta", "arguments", piece)).toList());
	}

	private Element output(Part part) {
		List<ObjectNode> deltas = deltas(part, this::text).toList();
		List<ObjectNode> citations = WebPage.isCitedIn(part.text())
				? List.of(Json.object("type", "url_citation").setAll(WebPage.citation())) : List.of();
		if (!citations.isEmpty()) {
			deltas.get(deltas.size() - 1).setAll(Json.object("annotations", citations));
		}
		ObjectNode content = text(part.text()).setAll(Json.object("annotations", citations));
		return new Element(Json.object("type", "model_output", "content", List.of(content)),
				Json.object("type", "model_output"), deltas);
	}

	private Stream<ObjectNode> deltas(Part part, Function<String, ObjectNode> delta) {
		return part.pieces().stream().map(delta);
	}

	private ObjectNode text(String text) {
		return Json.object("type", "text", "text", text);
	}

}
