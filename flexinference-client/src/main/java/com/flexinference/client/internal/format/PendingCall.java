package com.flexinference.client.internal.format;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.message.ToolCall;

/**
 * A call of a tool of which more may come. Arguments that are {@code null}, as a value or
 * as text, are an empty object: models say so for tools without parameters. Arguments
 * that are missing or blank stay blank.
 */
final class PendingCall {

	private final Budget budget;

	private @Nullable String key;

	private @Nullable String id;

	private @Nullable String name;

	private final CollectedText pieces;

	private @Nullable String initial;

	private @Nullable String whole;

	private boolean none;

	private @Nullable ToolCall built;

	PendingCall(Budget budget) {
		this.budget = budget;
		this.pieces = new CollectedText(budget);
	}

	/**
	 * Return whether a piece with a key belongs to this call.
	 * @param key the key of the piece, or {@code null} if it has none
	 * @return whether it can be of the same call
	 */
	boolean accepts(@Nullable String key) {
		return key == null || this.key == null || key.equals(this.key);
	}

	void key(@Nullable String key) {
		this.key = first(this.key, key);
	}

	/**
	 * Take the id and the name of the call, unless they are known.
	 * @param call the object that has them
	 */
	void describe(JsonNode call) {
		describe(Json.text(call, "id"), Json.text(call, "name"));
	}

	void describe(@Nullable String id, @Nullable String name) {
		this.id = first(this.id, id);
		this.name = name(this.name, name);
		this.built = null;
	}

	private @Nullable String name(@Nullable String known, @Nullable String next) {
		if (known == null || known.isEmpty() || next == null || next.equals(known)) {
			return first(known, next);
		}
		// Some servers repeat the name, others send it in pieces.
		String whole = next.startsWith(known) ? next : known + next;
		return this.budget.take(2L * next.length()) ? whole : known;
	}

	private @Nullable String first(@Nullable String known, @Nullable String next) {
		String first = Json.first(known, next);
		return (first == null || first.equals(known) || this.budget.take(2L * first.length())) ? first : known;
	}

	/**
	 * Add to the arguments.
	 * @param arguments a piece of their text, or an object that is all of them
	 */
	void addArguments(JsonNode arguments) {
		String piece = arguments.isString() ? arguments.stringValue() : null;
		if (piece == null) {
			arguments(arguments);
		}
		else {
			this.pieces.append(piece);
			this.built = null;
		}
	}

	/**
	 * Set the arguments.
	 * @param arguments all of their text, or an object; ignored if blank or missing
	 */
	void arguments(JsonNode arguments) {
		String text = text(arguments);
		this.whole = (text != null) ? text : this.whole;
	}

	/**
	 * Set the arguments unless pieces of them follow.
	 * @param arguments the arguments; an empty object only holds their place
	 */
	void initialArguments(JsonNode arguments) {
		if (!arguments.isObject() || !arguments.isEmpty()) {
			this.initial = text(arguments);
		}
	}

	private @Nullable String text(JsonNode arguments) {
		this.none |= arguments.isNull();
		String text = arguments.isString() ? arguments.stringValue() : arguments.toString();
		if (arguments.isMissingNode() || arguments.isNull() || text.isBlank()) {
			return null;
		}
		this.built = null;
		String known = arguments();
		if (text.equals(known)) {
			return known;
		}
		return this.budget.take(2L * text.length()) ? text : null;
	}

	/**
	 * End the call: if it has no arguments now, it needs none.
	 */
	void end() {
		if (arguments().isBlank()) {
			this.whole = "{}";
			this.built = null;
		}
	}

	private String arguments() {
		String text = collected();
		return ((this.none && text.isBlank()) || text.strip().equals("null")) ? "{}" : text;
	}

	private String collected() {
		if (this.whole != null) {
			return this.whole;
		}
		String text = this.pieces.toString();
		return (this.initial != null && text.isBlank()) ? this.initial : text;
	}

	ToolCall build() {
		ToolCall call = this.built;
		if (call == null) {
			call = new ToolCall(this.id, (this.name != null) ? this.name : "", arguments());
			this.built = call;
		}
		return call;
	}

}
