package com.flexinference.client.observation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * Default {@link FlexInferenceObservationConvention}: a method for each key.
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
		List<KeyValue> known = new ArrayList<>();
		addKnown(known, errorType(context), attempts(context), completion(context), cost(context), pricing(context),
				prompt(context), serviceRetries(context), startWithin(context), streamBytes(context),
				streamEvents(context), timeToStart(context), windowMet(context), startWithinReason(context),
				reasoningTokens(context));
		if (!isToldByParent(context)) {
			addKnown(known, operation(context), genAiProvider(context), requestStream(context), finishReasons(context),
					responseId(context), responseModel(context), cacheReadTokens(context), cacheWriteTokens(context),
					inputTokens(context), outputTokens(context));
		}
		return KeyValues.of(known);
	}

	private static boolean isToldByParent(FlexInferenceRequestContext context) {
		ObservationView parent = context.getParentObservation();
		return parent != null
				&& parent.getContextView().getLowCardinalityKeyValue(LowCardinalityKeyNames.MODEL.asString()) != null;
	}

	private static void addKnown(List<KeyValue> known, @Nullable KeyValue... values) {
		for (KeyValue value : values) {
			if (value != null) {
				known.add(value);
			}
		}
	}

	protected @Nullable KeyValue startWithin(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.START_WITHIN, context.getStartWithin());
	}

	protected @Nullable KeyValue startWithinReason(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.START_WITHIN_REASON, context.getStartWithinReason());
	}

	protected @Nullable KeyValue windowMet(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.WINDOW_MET, context.getWindowMet());
	}

	protected @Nullable KeyValue timeToStart(FlexInferenceRequestContext context) {
		Duration time = context.getTimeToStart();
		return keyValue(HighCardinalityKeyNames.TIME_TO_START, (time != null) ? time.toMillis() / 1000.0 : null);
	}

	protected @Nullable KeyValue attempts(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.ATTEMPTS, context.getAttempts());
	}

	protected @Nullable KeyValue serviceRetries(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.SERVICE_RETRIES, context.getServiceRetries());
	}

	protected @Nullable KeyValue cost(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.COST,
				answered(context, (answer) -> (answer.cost() != null) ? answer.cost().usd().toPlainString() : null));
	}

	protected @Nullable KeyValue pricing(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.PRICING, routed(context, Routing::mode));
	}

	protected @Nullable KeyValue streamEvents(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.STREAM_EVENTS, context.isStream() ? context.getStreamEvents() : null);
	}

	protected @Nullable KeyValue streamBytes(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.STREAM_BYTES, context.isStream() ? context.getStreamBytes() : null);
	}

	protected @Nullable KeyValue operation(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.OPERATION, operationName(context));
	}

	private static String operationName(FlexInferenceRequestContext context) {
		return (context.getFormat() == CallerFormat.INTERACTIONS) ? "generate_content" : "chat";
	}

	protected @Nullable KeyValue genAiProvider(FlexInferenceRequestContext context) {
		String provider = routed(context, Routing::provider);
		String route = (provider != null) ? provider : "flexinference";
		return keyValue(HighCardinalityKeyNames.GEN_AI_PROVIDER, switch (route) {
			case "google" -> "gcp.gemini";
			case "vertex" -> "gcp.vertex_ai";
			case "bedrock" -> "aws.bedrock";
			case "foundry" -> "azure.ai.openai";
			default -> route;
		});
	}

	protected @Nullable KeyValue responseModel(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.RESPONSE_MODEL, answered(context, Answer::model));
	}

	protected @Nullable KeyValue responseId(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.RESPONSE_ID, answered(context, Answer::id));
	}

	protected @Nullable KeyValue finishReasons(FlexInferenceRequestContext context) {
		String reason = answered(context, Answer::finishReason);
		return keyValue(HighCardinalityKeyNames.FINISH_REASONS, (reason != null) ? "[\"" + reason + "\"]" : null);
	}

	protected @Nullable KeyValue requestStream(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.REQUEST_STREAM, context.isStream() ? true : null);
	}

	protected @Nullable KeyValue inputTokens(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.INPUT_TOKENS, used(context, TokenUsage::inputTokens));
	}

	protected @Nullable KeyValue outputTokens(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.OUTPUT_TOKENS, used(context, TokenUsage::outputTokens));
	}

	protected @Nullable KeyValue cacheReadTokens(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.CACHE_READ_TOKENS, used(context, TokenUsage::cachedTokens));
	}

	protected @Nullable KeyValue cacheWriteTokens(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.CACHE_WRITE_TOKENS, used(context, TokenUsage::cacheWriteTokens));
	}

	protected @Nullable KeyValue reasoningTokens(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.REASONING_TOKENS, used(context, TokenUsage::reasoningTokens));
	}

	protected @Nullable KeyValue errorType(FlexInferenceRequestContext context) {
		return keyValue(HighCardinalityKeyNames.ERROR_TYPE, context.getErrorCode());
	}

	protected @Nullable KeyValue prompt(FlexInferenceRequestContext context) {
		return content(HighCardinalityKeyNames.PROMPT, context.getPrompt());
	}

	protected @Nullable KeyValue completion(FlexInferenceRequestContext context) {
		return content(HighCardinalityKeyNames.COMPLETION, context.getCompletion());
	}

	private static @Nullable KeyValue content(KeyName name, @Nullable String text) {
		return (text != null) ? KeyValue.of(name, ForeignText.escape(ForeignText.mask(text))) : null;
	}

	private static @Nullable KeyValue keyValue(KeyName name, @Nullable Object value) {
		return (value != null)
				? KeyValue.of(name, (value instanceof String text) ? ForeignText.neutralize(text) : value.toString())
				: null;
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
