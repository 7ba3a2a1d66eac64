package com.flexinference.client.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Cuts objects out of JSON as the text that they have there.
 */
public final class RawObjects {

	/**
	 * Stands for all elements of an array.
	 */
	public static final String ALL = "*";

	private final byte[] json;

	private final JsonParser parser;

	private final String[] path;

	private final List<String> found = new ArrayList<>();

	private RawObjects(byte[] json, JsonParser parser, String[] path) {
		this.json = json;
		this.parser = parser;
		this.path = path;
	}

	/**
	 * Find objects.
	 * @param json the text of one JSON value of any shape
	 * @param path names of members from the outermost on, or {@link #ALL}; a name leads
	 * through the first element of an array
	 * @return the text of each object at the path
	 * @throws JacksonException if the text is not JSON
	 */
	public static List<String> at(byte[] json, String... path) {
		List<String> found = WireJson.read(json, (parser) -> {
			RawObjects objects = new RawObjects(json, parser, path);
			objects.find(0);
			return objects.found;
		});
		return (found != null) ? found : List.of();
	}

	private void find(int depth) {
		if (depth == this.path.length) {
			if (this.parser.hasToken(JsonToken.START_OBJECT)) {
				this.found.add(object());
			}
			this.parser.skipChildren();
		}
		else if (this.parser.hasToken(JsonToken.START_ARRAY)) {
			findInArray(depth);
		}
		else if (this.parser.hasToken(JsonToken.START_OBJECT)) {
			findInObject(depth);
		}
	}

	private void findInArray(int depth) {
		boolean all = ALL.equals(this.path[depth]);
		for (int i = 0; this.parser.nextToken() != JsonToken.END_ARRAY; i++) {
			if (all) {
				find(depth + 1);
			}
			else if (i == 0) {
				find(depth);
			}
			this.parser.skipChildren();
		}
	}

	private void findInObject(int depth) {
		String name;
		while ((name = this.parser.nextName()) != null) {
			this.parser.nextToken();
			if (name.equals(this.path[depth])) {
				this.found.clear();
				find(depth + 1);
			}
			this.parser.skipChildren();
		}
	}

	private String object() {
		int from = (int) this.parser.currentTokenLocation().getByteOffset();
		if (from < 0) {
			// The text is not UTF-8, and the parser counts no bytes.
			return WireJson.tree(this.parser).toString();
		}
		this.parser.skipChildren();
		int to = (int) this.parser.currentLocation().getByteOffset();
		return new String(this.json, from, to - from, StandardCharsets.UTF_8);
	}

}
