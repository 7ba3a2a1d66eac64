package com.flexinference.router.internal.format;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.model.Part;
import com.flexinference.router.internal.model.WebPage;

/**
 * The steps of an interaction.
 */
final class InteractionsSteps {

	private final SimulatedResponse answer;

	private final boolean summarized;

	private InteractionsSteps(SimulatedResponse answer) {
		this.answer = answer;
		this.summarized = "auto"
			.equals(answer.request().path("generation_config").path("thinking_summaries").asString(""));
	}

	static List<Element> of(SimulatedResponse answer) {
		InteractionsSteps steps = new InteractionsSteps(answer);
		List<Part> parts = answer.completion().parts();
		return Stream.iterate(0, (i) -> i < parts.size(), (i) -> i + 1)
			.flatMap((i) -> steps.steps(parts.get(i), i))
			.toList();
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
		ObjectNode step = type("thought").put("signature", signature);
		step.putArray("summary");
		Stream<ObjectNode> summary = Stream.empty();
		if (this.summarized) {
			step.withArray("summary").add(text(part.text()));
			summary = deltas(part, (piece) -> type("thought_summary").set("content", text(piece)));
		}
		ObjectNode signed = type("thought_signature").put("signature", signature);
		return new Element(step, type("thought"), Stream.concat(summary, Stream.of(signed)).toList());
	}

	private Stream<Element> search(Part part, String id) {
		ObjectNode call = type("google_search_call").put("id", id);
		call.putObject("arguments").putArray("queries").add(part.text());
		ObjectNode result = type("google_search_result").put("call_id", id);
		result.putArray("result").addObject().put("url", WebPage.URL).put("title", WebPage.TITLE);
		return Stream.of(Element.of(call), Element.of(result));
	}

	private Element call(Part part, String id) {
		ObjectNode start = type("function_call").put("id", id).put("name", part.tool());
		return new Element(start.deepCopy().set("arguments", part.arguments()), start,
				deltas(part, (piece) -> type("arguments_delta").put("arguments", piece)).toList());
	}

	private Element output(Part part) {
		ObjectNode step = type("model_output");
		List<ObjectNode> deltas = deltas(part, this::text).toList();
		ObjectNode text = step.deepCopy();
		ObjectNode content = text.putArray("content").addObject().setAll(text(part.text()));
		content.putArray("annotations");
		if (WebPage.isCitedIn(part.text())) {
			ObjectNode citation = type("url_citation").setAll(WebPage.citation());
			content.withArray("annotations").add(citation);
			deltas.get(deltas.size() - 1).putArray("annotations").add(citation);
		}
		return new Element(text, step, deltas);
	}

	private Stream<ObjectNode> deltas(Part part, Function<String, ObjectNode> delta) {
		return part.pieces().stream().map(delta);
	}

	private ObjectNode text(String text) {
		return type("text").put("text", text);
	}

	private ObjectNode type(String type) {
		return Json.object().put("type", type);
	}

}
