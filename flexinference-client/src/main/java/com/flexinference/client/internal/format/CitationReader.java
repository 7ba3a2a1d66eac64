package com.flexinference.client.internal.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.Json;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.internal.json.WireJson;
import com.flexinference.client.message.Citation;

/**
 * Reads the citations in the texts of an answer.
 */
final class CitationReader {

	private static final Set<String> MEMBERS = Set.of("type", "text", "content", "annotations", "citations");

	private final List<Citation> citations = new ArrayList<>();

	private int offset;

	private CitationReader() {
	}

	static List<Citation> of(FormatCodec codec, List<String> items) {
		CitationReader reader = new CitationReader();
		if (items.stream().anyMatch((item) -> item.contains("\"url\""))) {
			items.forEach((item) -> codec.texts(WireJson.tree(RawJson.utf8(item), MEMBERS), reader::read));
		}
		return List.copyOf(reader.citations);
	}

	private void read(String text, JsonNode part) {
		part.path("annotations").forEach((annotation) -> {
			JsonNode nested = annotation.path("url_citation");
			JsonNode source = nested.isObject() ? nested : annotation;
			add(source, index(source, "start_index"), index(source, "end_index"));
		});
		// A text of Messages is the passage that its citations are for.
		part.path("citations").forEach((source) -> add(source, this.offset, this.offset + text.length()));
		this.offset += text.length();
	}

	private void add(JsonNode source, @Nullable Integer start, @Nullable Integer end) {
		String url = Json.text(source, "url");
		if (url != null) {
			this.citations
				.add(new Citation(url, Json.text(source, "title"), start, end, Json.text(source, "cited_text")));
		}
	}

	private @Nullable Integer index(JsonNode source, String name) {
		JsonNode index = source.path(name);
		return index.canConvertToInt() ? (Integer) (this.offset + index.intValue()) : null;
	}

}
