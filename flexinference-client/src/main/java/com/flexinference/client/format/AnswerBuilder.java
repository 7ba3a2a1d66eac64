package com.flexinference.client.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Collects an {@link Answer}, from a body at once or from a stream piece by piece.
 */
final class AnswerBuilder {

	private final AnswerText text = new AnswerText();

	private @Nullable String wholeText;

	private final Map<Object, Call> calls = new LinkedHashMap<>();

	private @Nullable StringBuilder refusal;

	private @Nullable String id;

	private @Nullable String model;

	private @Nullable String finishReason;

	private @Nullable TokenUsage usage;

	private @Nullable Cost cost;

	private @Nullable Routing routing;

	private @Nullable String servedTier;

	private boolean moreThanText;

	/**
	 * Begin to take what one event says.
	 */
	void begin() {
		this.moreThanText = false;
	}

	/**
	 * Return whether the event has added anything but text. To be told the same id,
	 * model, tier or reason again adds nothing.
	 * @return whether to read the same event again would not only add its text again
	 */
	boolean hasMoreThanText() {
		return this.moreThanText;
	}

	void head(JsonNode body) {
		this.id = Json.text(body, "id", this.id);
		this.model = Json.text(body, "model", this.model);
		this.servedTier = Json.text(body, "service_tier", this.servedTier);
	}

	boolean hasHead() {
		return this.id != null && this.model != null;
	}

	void id(@Nullable String id) {
		this.id = id;
	}

	void model(@Nullable String model) {
		this.model = model;
	}

	void servedTier(@Nullable String tier) {
		this.servedTier = tier;
	}

	@Nullable String servedTier() {
		return this.servedTier;
	}

	/**
	 * Take the text of an answer that is read at once.
	 * @param text all of it
	 */
	void text(String text) {
		this.wholeText = text;
	}

	void textDelta(@Nullable String piece) {
		if (piece != null) {
			this.text.append(piece);
		}
	}

	void textDelta(byte[] data, int from, int length) {
		this.text.append(data, from, length);
	}

	boolean hasText() {
		return !this.text.isEmpty();
	}

	boolean hasRefusal() {
		return this.refusal != null;
	}

	void refusal(@Nullable String piece) {
		if (piece != null) {
			this.moreThanText = true;
			this.refusal = (this.refusal != null) ? this.refusal : new StringBuilder();
			this.refusal.append(piece);
		}
	}

	void call(Object key, @Nullable String id, @Nullable String name) {
		this.moreThanText = true;
		this.calls.putIfAbsent(key, new Call(id, (name != null) ? name : "", new StringBuilder()));
	}

	void arguments(Object key, @Nullable String piece) {
		Call call = this.calls.get(key);
		if (call != null && piece != null) {
			this.moreThanText = true;
			call.arguments.append(piece);
		}
	}

	void call(@Nullable String id, @Nullable String name, @Nullable String arguments) {
		Object key = new Object();
		call(key, id, name);
		arguments(key, arguments);
	}

	boolean hasCalls() {
		return !this.calls.isEmpty();
	}

	void forgetCalls() {
		this.calls.clear();
	}

	void finishReason(@Nullable String reason) {
		this.finishReason = (reason != null) ? reason : this.finishReason;
	}

	void usage(JsonNode usage, TokenUsage tokens) {
		this.moreThanText = true;
		this.usage = tokens;
		Cost newCost = Cost.read(usage);
		this.cost = (newCost != null) ? newCost : this.cost;
		Routing newRouting = Routing.read(usage);
		this.routing = (newRouting != null) ? newRouting : this.routing;
	}

	Answer build(boolean complete) {
		List<ToolCall> toolCalls = this.calls.values().stream().map((call) -> call.build(complete)).toList();
		String tier = (this.servedTier == null && this.routing != null) ? this.routing.tier() : this.servedTier;
		return new Answer(this.id, this.model, (this.wholeText != null) ? this.wholeText : this.text.toString(),
				(this.refusal != null) ? this.refusal.toString() : null, toolCalls, this.finishReason, this.usage,
				this.cost, this.routing, tier, complete);
	}

	private record Call(@Nullable String id, String name, StringBuilder arguments) {

		private ToolCall build(boolean complete) {
			return new ToolCall(this.id, this.name,
					(complete && this.arguments.isEmpty()) ? "{}" : this.arguments.toString());
		}

	}

}
