package com.flexinference.client.observation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.text.ForeignText;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.Routing;
import com.flexinference.client.message.TokenUsage;
import com.flexinference.client.observation.FlexInferenceObservationDocumentation.HighCardinalityKeyNames;
import com.flexinference.client.observation.FlexInferenceObservationDocumentation.LowCardinalityKeyNames;

/**
 * Default {@link FlexInferenceObservationConvention}, with a method for each key of
 * meters.
 */
public class DefaultFlexInferenceObservationConvention implements FlexInferenceObservationConvention {

	private static final String DEFAULT_NAME = "flexinference.client.requests";

	private final BoundedValues tiers = new BoundedValues("flex", "default", "standard", "priority", "auto");

	private final BoundedValues reasons = new BoundedValues("tier_direct", "chain_advanced", "flex_won",
			"flex_deadline", "flex_capacity", "flex_upstream_error", "flex_not_started", "flex_slots_full");

	private final BoundedValues providers = new BoundedValues("openai", "google", "anthropic", "vertex", "bedrock",
			"foundry", "cloudflare");

	private final BoundedValues errorCodes = new BoundedValues("connection_failed", "stream_failed", "connect_timeout",
			"start_timeout", "idle_timeout", "total_timeout", "call_timeout");

	@Override
	public String getName() {
		return DEFAULT_NAME;
	}

	@Override
	public @Nullable String getContextualName(FlexInferenceRequestContext context) {
		return operationName(context) + " " + ForeignText.neutralize(context.getModel());
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(FlexInferenceRequestContext context) {
		return KeyValues.of(format(context), clientName(context), errorCode(context), outcome(context),
				provider(context), requestedTier(context), routingReason(context), servedTier(context), stream(context),
				model(context));
	}

	protected KeyValue format(FlexInferenceRequestContext context) {
		return KeyValue.of(LowCardinalityKeyNames.FORMAT, context.getFormat().name().toLowerCase(Locale.ROOT));
	}

	protected KeyValue clientName(FlexInferenceRequestContext context) {
		return KeyValue.of(LowCardinalityKeyNames.CLIENT_NAME, context.getClientName());
	}

	protected KeyValue errorCode(FlexInferenceRequestContext context) {
		return KeyValue.of(LowCardinalityKeyNames.ERROR_CODE, this.errorCodes.of(context.getErrorCode()));
	}

	protected KeyValue outcome(FlexInferenceRequestContext context) {
		Outcome outcome = context.getOutcome();
		return KeyValue.of(LowCardinalityKeyNames.OUTCOME,
				(outcome != null) ? outcome.name().toLowerCase(Locale.ROOT) : KeyValue.NONE_VALUE);
	}

	protected KeyValue provider(FlexInferenceRequestContext context) {
		return KeyValue.of(LowCardinalityKeyNames.PROVIDER, this.providers.of(routed(context, Routing::provider)));
	}

	protected KeyValue requestedTier(FlexInferenceRequestContext context) {
		return KeyValue.of(LowCardinalityKeyNames.REQUESTED_TIER, context.getRequestedTier());
	}

	protected KeyValue routingReason(FlexInferenceRequestContext context) {
		return KeyValue.of(LowCardinalityKeyNames.ROUTING_REASON, this.reasons.of(routed(context, Routing::reason)));
	}

	protected KeyValue servedTier(FlexInferenceRequestContext context) {
		return KeyValue.of(LowCardinalityKeyNames.SERVED_TIER, this.tiers.of(answered(context, Answer::servedTier)));
	}

	protected KeyValue stream(FlexInferenceRequestContext context) {
		return KeyValue.of(LowCardinalityKeyNames.STREAM, String.valueOf(context.isStream()));
	}

	protected KeyValue model(FlexInferenceRequestContext context) {
		return KeyValue.of(LowCardinalityKeyNames.MODEL, ForeignText.neutralize(context.getModel()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(FlexInferenceRequestContext context) {
		Map<KeyName, @Nullable Object> values = new LinkedHashMap<>();
		addCall(values, context);
		if (!isToldByParent(context)) {
			addGenAi(values, context);
		}
		values.values().removeIf(Objects::isNull);
		return KeyValues.of(values.entrySet(), (value) -> value.getKey().asString(), (value) -> text(value.getValue()));
	}

	private static boolean isToldByParent(FlexInferenceRequestContext context) {
		ObservationView parent = context.getParentObservation();
		return parent != null
				&& parent.getContextView().getLowCardinalityKeyValue(LowCardinalityKeyNames.MODEL.asString()) != null;
	}

	private static void addCall(Map<KeyName, @Nullable Object> values, FlexInferenceRequestContext context) {
		Duration timeToStart = context.getTimeToStart();
		values.put(HighCardinalityKeyNames.ERROR_TYPE, context.getErrorCode());
		values.put(HighCardinalityKeyNames.ATTEMPTS, context.getAttempts());
		values.put(HighCardinalityKeyNames.SERVICE_RETRIES, context.getServiceRetries());
		values.put(HighCardinalityKeyNames.START_WITHIN, context.getStartWithin());
		values.put(HighCardinalityKeyNames.START_WITHIN_REASON, context.getStartWithinReason());
		values.put(HighCardinalityKeyNames.WINDOW_MET, context.getWindowMet());
		values.put(HighCardinalityKeyNames.TIME_TO_START,
				(timeToStart != null) ? timeToStart.toMillis() / 1000.0 : null);
		values.put(HighCardinalityKeyNames.COST,
				answered(context, (answer) -> (answer.cost() != null) ? answer.cost().usd().toPlainString() : null));
		values.put(HighCardinalityKeyNames.PRICING, routed(context, Routing::mode));
		values.put(HighCardinalityKeyNames.REASONING_TOKENS, used(context, TokenUsage::reasoningTokens));
		if (context.isStream()) {
			values.put(HighCardinalityKeyNames.STREAM_EVENTS, context.getStreamEvents());
			values.put(HighCardinalityKeyNames.STREAM_BYTES, context.getStreamBytes());
		}
	}

	private static void addGenAi(Map<KeyName, @Nullable Object> values, FlexInferenceRequestContext context) {
		String finishReason = answered(context, Answer::finishReason);
		values.put(HighCardinalityKeyNames.OPERATION, operationName(context));
		values.put(HighCardinalityKeyNames.GEN_AI_PROVIDER, genAiProvider(routed(context, Routing::provider)));
		values.put(HighCardinalityKeyNames.REQUEST_STREAM, context.isStream() ? true : null);
		values.put(HighCardinalityKeyNames.FINISH_REASONS,
				(finishReason != null) ? "[\"" + finishReason + "\"]" : null);
		values.put(HighCardinalityKeyNames.RESPONSE_ID, answered(context, Answer::id));
		values.put(HighCardinalityKeyNames.RESPONSE_MODEL, answered(context, Answer::model));
		values.put(HighCardinalityKeyNames.CACHE_READ_TOKENS, used(context, TokenUsage::cachedTokens));
		values.put(HighCardinalityKeyNames.CACHE_WRITE_TOKENS, used(context, TokenUsage::cacheWriteTokens));
		values.put(HighCardinalityKeyNames.INPUT_TOKENS, used(context, TokenUsage::inputTokens));
		values.put(HighCardinalityKeyNames.OUTPUT_TOKENS, used(context, TokenUsage::outputTokens));
	}

	private static String operationName(FlexInferenceRequestContext context) {
		return (context.getFormat() == CallerFormat.INTERACTIONS) ? "generate_content" : "chat";
	}

	private static String genAiProvider(@Nullable String provider) {
		String route = (provider != null) ? provider : "flexinference";
		return switch (route) {
			case "google" -> "gcp.gemini";
			case "vertex" -> "gcp.vertex_ai";
			case "bedrock" -> "aws.bedrock";
			case "foundry" -> "azure.ai.openai";
			default -> route;
		};
	}

	private static String text(@Nullable Object value) {
		return ForeignText.neutralize(String.valueOf(value));
	}

	private static <T> @Nullable T answered(FlexInferenceRequestContext context, Function<Answer, @Nullable T> part) {
		Answer answer = context.getResponse();
		return (answer != null) ? part.apply(answer) : null;
	}

	private static @Nullable String routed(FlexInferenceRequestContext context,
			Function<Routing, @Nullable String> part) {
		Routing routing = answered(context, Answer::routing);
		return (routing != null) ? part.apply(routing) : null;
	}

	private static @Nullable Long used(FlexInferenceRequestContext context, Function<TokenUsage, Long> part) {
		TokenUsage usage = answered(context, Answer::usage);
		return (usage != null) ? part.apply(usage) : null;
	}

}
