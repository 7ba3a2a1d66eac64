package com.flexinference.client.internal.format;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.Json;
import com.flexinference.client.message.ToolCall;

/**
 * A call of a tool of which more may come. Arguments that are {@code null}, as a value or
 * as text, are an empty object: models say so for tools without parameters. Arguments
 * that are missing or blank stay blank.
 */
final class PendingCall {

	private static final String EMPTY = "{}";

	private final Budget budget;

	private final CollectedText pieces;

	private @Nullable String key;

	private @Nullable String id;

	private @Nullable String name;

	private @Nullable String whole;

	private @Nullable String fallback;

	PendingCall(Budget budget) {
		this.budget = budget;
		this.pieces = new CollectedText(budget);
	}

	boolean accepts(@Nullable String key) {
		return key == null || this.key == null || key.equals(this.key);
	}

	void key(@Nullable String key) {
		this.budget.take(key);
		this.key = Json.first(this.key, key);
	}

	void describe(@Nullable String id, @Nullable String name) {
		this.budget.take(id);
		this.budget.take(name);
		this.id = Json.first(this.id, id);
		// Some servers repeat the name, others send it in pieces.
		boolean known = this.name == null || name == null || name.startsWith(this.name);
		this.name = known ? Json.first(name, this.name) : this.name + name;
	}

	void addArguments(JsonNode arguments) {
		if (arguments.isString()) {
			this.pieces.append(arguments.stringValue());
		}
		else {
			arguments(arguments);
		}
	}

	void arguments(JsonNode arguments) {
		String text = text(arguments);
		if (text != null && !text.equals(arguments())) {
			this.budget.take(text);
			this.whole = text;
		}
	}

	/**
	 * Set the arguments unless pieces of them follow.
	 * @param arguments the arguments; an empty object only holds their place
	 */
	void initialArguments(JsonNode arguments) {
		String text = (arguments.isObject() && arguments.isEmpty()) ? null : text(arguments);
		if (text != null) {
			this.budget.take(text);
			this.fallback = text;
		}
	}

	private @Nullable String text(JsonNode arguments) {
		if (arguments.isNull()) {
			orElseEmpty();
			return null;
		}
		String text = arguments.isString() ? arguments.stringValue() : arguments.toString();
		return text.isBlank() ? null : text;
	}

	void orElseEmpty() {
		this.fallback = (this.fallback != null) ? this.fallback : EMPTY;
	}

	private String arguments() {
		String text = (this.whole != null) ? this.whole : this.pieces.toString();
		if (text.isBlank() && this.fallback != null) {
			text = this.fallback;
		}
		return text.strip().equals("null") ? EMPTY : text;
	}

	ToolCall build() {
		return new ToolCall(this.id, (this.name != null) ? this.name : "", arguments());
	}

}
