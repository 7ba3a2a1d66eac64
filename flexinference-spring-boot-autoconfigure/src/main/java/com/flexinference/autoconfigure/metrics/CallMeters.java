package com.flexinference.autoconfigure.metrics;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.Cost;
import com.flexinference.client.message.TokenUsage;
import com.flexinference.client.observation.FlexInferenceObservationDocumentation.LowCardinalityKeyNames;
import com.flexinference.client.observation.FlexInferenceRequestContext;

/**
 * Measures calls as their observations end: the start of answers, tokens, cost, savings,
 * retries and streams. Tags have the values of the observation's keys; the same meter
 * always has the same tags.
 */
final class CallMeters implements ObservationHandler<FlexInferenceRequestContext> {

	private final Map<CallerFormat, AtomicInteger> openStreams = new EnumMap<>(CallerFormat.class);

	private final MeterProvider<Timer> start;

	private final MeterProvider<Counter> tokens;

	private final MeterProvider<Counter> cost;

	private final MeterProvider<Counter> savings;

	private final MeterProvider<Counter> retries;

	private final MeterProvider<DistributionSummary> streamEvents;

	private final MeterProvider<DistributionSummary> streamSize;

	CallMeters(MeterRegistry registry) {
		this.start = Timer.builder("flexinference.client.start")
			.description("Time from the first attempt to the headers of the answer")
			.withRegistry(registry);
		this.tokens = Counter.builder("flexinference.client.tokens")
			.description(
					"Tokens, each counted once: input (without cached), cached, output (without reasoning), reasoning")
			.baseUnit("tokens")
			.withRegistry(registry);
		this.cost = Counter.builder("flexinference.client.cost")
			.description("Cost of the answers whose cost is known")
			.baseUnit("usd")
			.withRegistry(registry);
		this.savings = Counter.builder("flexinference.client.savings")
			.description("What answers of the flex tier would have cost in addition on the standard tier")
			.baseUnit("usd")
			.withRegistry(registry);
		this.retries = Counter.builder("flexinference.client.retries")
			.description("Further attempts, by the client or by the service")
			.withRegistry(registry);
		this.streamEvents = DistributionSummary.builder("flexinference.client.stream.events")
			.description("Events read of a stream")
			.baseUnit("events")
			.withRegistry(registry);
		this.streamSize = DistributionSummary.builder("flexinference.client.stream.size")
			.description("Bytes of the events read of a stream")
			.baseUnit("bytes")
			.withRegistry(registry);
		for (CallerFormat format : CallerFormat.values()) {
			AtomicInteger open = new AtomicInteger();
			this.openStreams.put(format, open);
			Gauge.builder("flexinference.client.streams.open", open, AtomicInteger::get)
				.description("Open streams, from sending the request to the end of the stream")
				.tag(LowCardinalityKeyNames.FORMAT.asString(), format.name().toLowerCase(Locale.ROOT))
				.register(registry);
		}
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof FlexInferenceRequestContext;
	}

	@Override
	public void onStart(FlexInferenceRequestContext context) {
		if (context.isStream()) {
			openStreams(context).incrementAndGet();
		}
	}

	@Override
	public void onStop(FlexInferenceRequestContext context) {
		start(context);
		retries(context);
		Answer answer = context.getResponse();
		if (answer != null) {
			Tags tags = tags(context, LowCardinalityKeyNames.FORMAT, LowCardinalityKeyNames.CLIENT_NAME,
					LowCardinalityKeyNames.REQUESTED_TIER, LowCardinalityKeyNames.SERVED_TIER,
					LowCardinalityKeyNames.PROVIDER, LowCardinalityKeyNames.MODEL);
			tokens(answer.usage(), tags);
			cost(answer, tags);
		}
		if (context.isStream()) {
			openStreams(context).decrementAndGet();
			stream(context);
		}
	}

	private AtomicInteger openStreams(FlexInferenceRequestContext context) {
		return Objects.requireNonNull(this.openStreams.get(context.getFormat()));
	}

	private void start(FlexInferenceRequestContext context) {
		if (context.getTimeToStart() != null) {
			Boolean met = context.getWindowMet();
			this.start
				.withTags(tags(context, LowCardinalityKeyNames.FORMAT, LowCardinalityKeyNames.CLIENT_NAME,
						LowCardinalityKeyNames.REQUESTED_TIER, LowCardinalityKeyNames.SERVED_TIER)
					.and("flexinference.window.met", (met != null) ? met.toString() : KeyValue.NONE_VALUE))
				.record(context.getTimeToStart());
		}
	}

	private void retries(FlexInferenceRequestContext context) {
		Tags tags = tags(context, LowCardinalityKeyNames.FORMAT, LowCardinalityKeyNames.CLIENT_NAME,
				LowCardinalityKeyNames.REQUESTED_TIER);
		retries("client", Math.max(0, context.getAttempts() - 1), tags);
		Integer service = context.getServiceRetries();
		retries("service", (service != null) ? Math.max(0, service) : 0, tags);
	}

	private void retries(String by, int count, Tags tags) {
		this.retries.withTags(tags.and("flexinference.retry.by", by)).increment(count);
	}

	private void tokens(@Nullable TokenUsage usage, Tags tags) {
		if (usage != null) {
			tokens("input", usage.inputTokens() - usage.cachedTokens(), tags);
			tokens("cached", usage.cachedTokens(), tags);
			tokens("output", usage.outputTokens() - usage.reasoningTokens(), tags);
			tokens("reasoning", usage.reasoningTokens(), tags);
		}
	}

	private void tokens(String type, long count, Tags tags) {
		this.tokens.withTags(tags.and("flexinference.token.type", type)).increment(Math.max(0, count));
	}

	private void cost(Answer answer, Tags tags) {
		cost(this.cost, answer.cost(), tags);
		cost(this.savings, answer.savings(), tags);
	}

	private static void cost(MeterProvider<Counter> counter, @Nullable Cost cost, Tags tags) {
		if (cost != null && cost.currency().equals("USD")) {
			counter.withTags(tags).increment(cost.usd().doubleValue());
		}
	}

	private void stream(FlexInferenceRequestContext context) {
		Tags tags = tags(context, LowCardinalityKeyNames.FORMAT, LowCardinalityKeyNames.OUTCOME);
		this.streamEvents.withTags(tags).record(context.getStreamEvents());
		this.streamSize.withTags(tags).record(context.getStreamBytes());
	}

	private static Tags tags(FlexInferenceRequestContext context, LowCardinalityKeyNames... names) {
		List<Tag> tags = new ArrayList<>(names.length);
		for (LowCardinalityKeyNames name : names) {
			// A convention of the application may leave keys out.
			KeyValue value = context.getLowCardinalityKeyValue(name.asString());
			tags.add(Tag.of(name.asString(), (value != null) ? value.getValue() : KeyValue.NONE_VALUE));
		}
		return Tags.of(tags);
	}

}
