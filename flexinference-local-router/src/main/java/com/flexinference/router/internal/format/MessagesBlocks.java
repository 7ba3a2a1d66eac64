package com.flexinference.router.internal.format;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.model.Part;
import com.flexinference.router.internal.model.WebPage;

/**
 * The content blocks of a message.
 */
record MessagesBlocks(SimulatedResponse answer) {

	static List<Element> of(SimulatedResponse answer) {
		return Element.of(answer, new MessagesBlocks(answer)::blocks);
	}

	private Stream<Element> blocks(Part part, int index) {
		return switch (part.kind()) {
			case REASONING -> Stream.of(thought(part));
			case SEARCH -> search(part, index);
			case TOOL_CALL -> Stream.of(call(part, "tool_use", toolUseId(index), part.tool(), part.arguments()));
			case TEXT, REFUSAL -> part.byCitation().stream().map(this::text);
		};
	}

	private Element thought(Part part) {
		boolean shown = !"omitted".equals(this.answer.request().path("thinking").path("display").asString(""));
		String thought = shown ? part.text() : "";
		String signature = Signature.of(thought);
		Stream<ObjectNode> pieces = shown ? deltas(part, "thinking_delta", "thinking") : Stream.empty();
		return new Element(thinking(thought, signature), thinking("", ""),
				Stream.concat(pieces, Stream.of(Json.object("type", "signature_delta", "signature", signature)))
					.toList());
	}

	private ObjectNode thinking(String thought, String signature) {
		return Json.object("type", "thinking", "thinking", thought, "signature", signature);
	}

	// The id tells whether a thought came before it
	private String toolUseId(int index) {
		boolean thought = this.answer.completion().reasoningTokens() > 0;
		return this.answer.id(thought ? MessagesRules.CALL_AFTER_THOUGHT : MessagesRules.CALL, index);
	}

	private Element call(Part part, String type, String id, @Nullable String name, JsonNode input) {
		ObjectNode block = Json.object("type", type, "id", id, "name", name);
		return new Element(block.deepCopy().set("input", input), block.set("input", Json.object()),
				deltas(part, "input_json_delta", "partial_json").toList());
	}

	private Stream<Element> search(Part part, int index) {
		String id = this.answer.id("srvtoolu", index);
		ObjectNode input = Json.object("query", part.text());
		Part call = Part.ofToolCall("web_search", input);
		ObjectNode page = Json.object("type", "web_search_result", "url", WebPage.URL, "title", WebPage.TITLE,
				"encrypted_content", Signature.seal(WebPage.CITED_TEXT), "page_age", null);
		ObjectNode result = Json.object("type", "web_search_tool_result", "tool_use_id", id, "content", List.of(page));
		return Stream.of(call(call, "server_tool_use", id, "web_search", input), Element.of(result));
	}

	private Element text(Part part) {
		ObjectNode start = Json.object("type", "text", "text", "");
		ObjectNode block = Json.object("type", "text", "text", part.text());
		Stream<ObjectNode> deltas = deltas(part, "text_delta", "text");
		if (!WebPage.isCitedIn(part.text())) {
			return new Element(block, start, deltas.toList());
		}
		ObjectNode citation = Json.object("type", "web_search_result_location", "url", WebPage.URL, "title",
				WebPage.TITLE, "encrypted_index", Signature.seal("0"), "cited_text", WebPage.CITED_TEXT);
		ObjectNode cited = Json.object("type", "citations_delta", "citation", citation);
		return new Element(block.setAll(Json.object("citations", List.of(citation))),
				start.setAll(Json.object("citations", List.of())), Stream.concat(deltas, Stream.of(cited)).toList());
	}

	private Stream<ObjectNode> deltas(Part part, String type, String field) {
		return part.pieces().stream().map((piece) -> Json.object("type", type, field, piece));
	}

}
