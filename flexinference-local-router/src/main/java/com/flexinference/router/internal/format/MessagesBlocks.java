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
final class MessagesBlocks {

	private final SimulatedResponse answer;

	private final boolean thoughtShown;

	private MessagesBlocks(SimulatedResponse answer) {
		this.answer = answer;
		this.thoughtShown = !"omitted".equals(answer.request().path("thinking").path("display").asString(""));
	}

	static List<Element> of(SimulatedResponse answer) {
		MessagesBlocks blocks = new MessagesBlocks(answer);
		List<Part> parts = answer.completion().parts();
		return Stream.iterate(0, (i) -> i < parts.size(), (i) -> i + 1)
			.flatMap((i) -> blocks.blocks(parts.get(i), i))
			.toList();
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
		String thought = this.thoughtShown ? part.text() : "";
		String signature = Signature.of(thought);
		Stream<ObjectNode> pieces = this.thoughtShown ? deltas(part, "thinking_delta", "thinking") : Stream.empty();
		return new Element(thinking(thought, signature), thinking("", ""),
				Stream.concat(pieces, Stream.of(delta("signature_delta").put("signature", signature))).toList());
	}

	private ObjectNode thinking(String thought, String signature) {
		return Json.object().put("type", "thinking").put("thinking", thought).put("signature", signature);
	}

	// The id tells whether a thought came before it
	private String toolUseId(int index) {
		boolean thought = this.answer.completion().reasoningTokens() > 0;
		return this.answer.id(thought ? MessagesRules.CALL_AFTER_THOUGHT : MessagesRules.CALL, index);
	}

	private Element call(Part part, String type, String id, @Nullable String name, JsonNode input) {
		ObjectNode block = Json.object().put("type", type).put("id", id).put("name", name);
		return new Element(block.deepCopy().set("input", input), block.set("input", Json.object()),
				deltas(part, "input_json_delta", "partial_json").toList());
	}

	private Stream<Element> search(Part part, int index) {
		String id = this.answer.id("srvtoolu", index);
		ObjectNode input = Json.object().put("query", part.text());
		Part call = Part.ofToolCall("web_search", input);
		ObjectNode result = Json.object().put("type", "web_search_tool_result").put("tool_use_id", id);
		result.putArray("content")
			.addObject()
			.put("type", "web_search_result")
			.put("url", WebPage.URL)
			.put("title", WebPage.TITLE)
			.put("encrypted_content", Signature.seal(WebPage.CITED_TEXT))
			.putNull("page_age");
		return Stream.of(call(call, "server_tool_use", id, "web_search", input), Element.of(result));
	}

	private Element text(Part part) {
		ObjectNode start = Json.object().put("type", "text").put("text", "");
		ObjectNode block = Json.object().put("type", "text").put("text", part.text());
		if (!WebPage.isCitedIn(part.text())) {
			return new Element(block, start, deltas(part, "text_delta", "text").toList());
		}
		start.putArray("citations");
		block.putArray("citations").add(citation());
		ObjectNode cited = delta("citations_delta").set("citation", citation());
		return new Element(block, start, Stream.concat(deltas(part, "text_delta", "text"), Stream.of(cited)).toList());
	}

	private ObjectNode citation() {
		return Json.object()
			.put("type", "web_search_result_location")
			.put("url", WebPage.URL)
			.put("title", WebPage.TITLE)
			.put("encrypted_index", Signature.seal("0"))
			.put("cited_text", WebPage.CITED_TEXT);
	}

	private Stream<ObjectNode> deltas(Part part, String type, String field) {
		return part.pieces().stream().map((piece) -> delta(type).put(field, piece));
	}

	private ObjectNode delta(String type) {
		return Json.object().put("type", type);
	}

}
