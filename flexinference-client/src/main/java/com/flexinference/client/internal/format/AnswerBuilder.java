package com.flexinference.client.internal.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.message.Answer;
import com.flexinference.client.message.Cost;
import com.flexinference.client.message.Routing;
import com.flexinference.client.message.TokenUsage;
import com.flexinference.client.message.ToolCall;

/**
 * Collects an {@link Answer}, from a body at once or from a stream piece by piece.
 */
final class AnswerBuilder {

	private final StringBuilder text = new StringBuilder();

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

	void head(JsonNode body) {
		id(Json.text(body, "id"));
		model(Json.text(body, "model"));
		servedTier(Json.text(body, "service_tier"));
	}

	void id(@Nullable String id) {
		this.id = first(this.id, id);
	}

	void model(@Nullable String model) {
		this.model = first(this.model, model);
	}

	private static @Nullable String first(@Nullable String known, @Nullable String next) {
		return (known != null && !known.isEmpty()) ? known : next;
	}

	void servedTier(@Nullable String tier) {
		this.servedTier = (tier != null) ? tier : this.servedTier;
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

	boolean hasText() {
		return !this.text.isEmpty();
	}

	boolean hasRefusal() {
		return this.refusal != null;
	}

	void refusal(@Nullable String piece) {
		if (piece != null) {
			this.refusal = (this.refusal != null) ? this.refusal : new StringBuilder();
			this.refusal.append(piece);
		}
	}

	void call(Object key, @Nullable String id, @Nullable String name) {
		this.calls.putIfAbsent(key, new Call(id, (name != null) ? name : "", new StringBuilder()));
	}

	void arguments(Object key, @Nullable String piece) {
		Call call = this.calls.get(key);
		if (call != null && piece != null) {
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
		this.usage = tokens;
		Cost newCost = cost(usage.path("cost"));
		this.cost = (newCost != null) ? newCost : this.cost;
		Routing newRouting = routing(usage.path("routing"));
		this.routing = (newRouting != null) ? newRouting : this.routing;
	}

	private static @Nullable Cost cost(JsonNode cost) {
		Long microUsd = Json.wholeNumber(cost.path("total_micro_usd"));
		return (microUsd != null) ? new Cost(microUsd, Json.text(cost, "currency", "USD")) : null;
	}

	private static @Nullable Routing routing(JsonNode routing) {
		if (!routing.isObject()) {
			return null;
		}
		return new Routing(Json.text(routing, "provider"), Json.text(routing, "requested_provider"),
				Json.text(routing, "tier"), Json.text(routing, "reason"), routing.path("fallback_attempts").asInt(0),
				Json.text(routing, "mode"));
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
