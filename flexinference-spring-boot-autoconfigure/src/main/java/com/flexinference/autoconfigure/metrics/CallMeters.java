package com.flexinference.autoconfigure.metrics;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

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

	private static final String RETRY_BY = "flexinference.retry.by";

	private static final String TOKEN_TYPE = "flexinference.token.type";

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
			.description("Additional cost of the answers of the flex tier on the standard tier")
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
		Tags request = tags(context, LowCardinalityKeyNames.FORMAT, LowCardinalityKeyNames.CLIENT_NAME,
				LowCardinalityKeyNames.REQUESTED_TIER);
		Integer serviceRetries = context.getServiceRetries();
		count(this.retries, request.and(RETRY_BY, "client"), context.getAttempts() - 1);
		count(this.retries, request.and(RETRY_BY, "service"), (serviceRetries != null) ? serviceRetries : 0);
		Tags served = request.and(tags(context, LowCardinalityKeyNames.SERVED_TIER));
		if (context.getTimeToStart() != null) {
			Boolean met = context.getWindowMet();
			this.start
				.withTags(served.and("flexinference.window.met", (met != null) ? met.toString() : KeyValue.NONE_VALUE))
				.record(context.getTimeToStart());
		}
		Answer answer = context.getResponse();
		if (answer != null) {
			add(answer, served.and(tags(context, LowCardinalityKeyNames.PROVIDER, LowCardinalityKeyNames.MODEL)));
		}
		if (context.isStream()) {
			openStreams(context).decrementAndGet();
			Tags tags = tags(context, LowCardinalityKeyNames.FORMAT, LowCardinalityKeyNames.OUTCOME);
			this.streamEvents.withTags(tags).record(context.getStreamEvents());
			this.streamSize.withTags(tags).record(context.getStreamBytes());
		}
	}

	private AtomicInteger openStreams(FlexInferenceRequestContext context) {
		return Objects.requireNonNull(this.openStreams.get(context.getFormat()));
	}

	private void add(Answer answer, Tags tags) {
		TokenUsage usage = answer.usage();
		if (usage != null) {
			count(this.tokens, tags.and(TOKEN_TYPE, "input"), usage.inputTokens() - usage.cachedTokens());
			count(this.tokens, tags.and(TOKEN_TYPE, "cached"), usage.cachedTokens());
			count(this.tokens, tags.and(TOKEN_TYPE, "output"), usage.outputTokens() - usage.reasoningTokens());
			count(this.tokens, tags.and(TOKEN_TYPE, "reasoning"), usage.reasoningTokens());
		}
		add(answer.cost(), this.cost, tags);
		add(answer.savings(), this.savings, tags);
	}

	private static void add(@Nullable Cost cost, MeterProvider<Counter> counter, Tags tags) {
		if (cost != null && cost.currency().equals("USD")) {
			counter.withTags(tags).increment(cost.usd().doubleValue());
		}
	}

	private static void count(MeterProvider<Counter> counter, Tags tags, long amount) {
		counter.withTags(tags).increment(Math.max(0, amount));
	}

	private static Tags tags(FlexInferenceRequestContext context, LowCardinalityKeyNames... names) {
		// A convention of the application may leave keys out.
		return Tags.of(Stream.of(names).map((name) -> {
			KeyValue value = context.getLowCardinalityKeyValue(name.asString());
			return Tag.of(name.asString(), (value != null) ? value.getValue() : KeyValue.NONE_VALUE);
		}).toList());
	}

}
