package com.flexinference.client.internal.format;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.Json;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.Cost;
import com.flexinference.client.message.Routing;
import com.flexinference.client.message.TokenUsage;

/**
 * Collects an {@link Answer}, from a body at once or from a stream piece by piece.
 */
final class AnswerBuilder {

	private final FormatCodec codec;

	private final CollectedText text;

	private final CollectedText reasoning;

	private @Nullable Object reasoningPart;

	private final ToolCallCollector calls;

	private final CollectedText refusal;

	private @Nullable String id;

	private @Nullable String model;

	private @Nullable String finishReason;

	private @Nullable TokenUsage usage;

	private @Nullable Cost cost;

	private @Nullable Routing routing;

	private @Nullable String servedTier;

	AnswerBuilder(FormatCodec codec, Budget budget) {
		this.codec = codec;
		this.text = new CollectedText(budget);
		this.reasoning = new CollectedText(budget);
		this.refusal = new CollectedText(budget);
		this.calls = new ToolCallCollector(codec.callFields(), budget);
	}

	void head(JsonNode body) {
		this.id = Json.first(this.id, Json.text(body, "id"));
		this.model = Json.first(this.model, Json.text(body, "model"));
		servedTier(Json.text(body, "service_tier"));
	}

	void servedTier(@Nullable String tier) {
		this.servedTier = Json.first(tier, this.servedTier);
	}

	void text(@Nullable String piece) {
		if (piece != null) {
			this.text.append(piece);
		}
	}

	boolean hasText() {
		return !this.text.isEmpty();
	}

	@Nullable String reasoning(Object part, @Nullable String piece) {
		if (piece == null || piece.isEmpty()) {
			return null;
		}
		String added = (this.reasoning.isEmpty() || part.equals(this.reasoningPart)) ? piece : "\n\n" + piece;
		this.reasoningPart = part;
		this.reasoning.append(added);
		return added;
	}

	boolean hasReasoning() {
		return !this.reasoning.isEmpty();
	}

	boolean hasRefusal() {
		return !this.refusal.isEmpty();
	}

	void refusal(@Nullable String piece) {
		if (piece != null) {
			this.refusal.append(piece);
		}
	}

	ToolCallCollector calls() {
		return this.calls;
	}

	void finishReason(@Nullable String reason) {
		this.finishReason = Json.first(reason, this.finishReason);
	}

	void usage(JsonNode usage, TokenUsage tokens) {
		boolean counted = usage.valueStream().allMatch((value) -> !value.isNumber() || isCount(value));
		this.usage = counted ? tokens : this.usage;
		Cost newCost = cost(usage.path("cost"));
		this.cost = (newCost != null) ? newCost : this.cost;
		Routing newRouting = routing(usage.path("routing"));
		this.routing = (newRouting != null) ? newRouting : this.routing;
	}

	private static boolean isCount(JsonNode value) {
		return value.canConvertToLong() && value.longValue() >= 0;
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

	Answer build(boolean complete, List<String> items) {
		String tier = (this.servedTier == null && this.routing != null) ? this.routing.tier() : this.servedTier;
		return new Answer(this.codec.format(), this.id, this.model, this.text.toString(), this.reasoning.toString(),
				hasRefusal() ? this.refusal.toString() : null, this.calls.build(), CitationReader.of(this.codec, items),
				items, this.finishReason, this.usage, this.cost, this.routing, tier, complete);
	}

}
