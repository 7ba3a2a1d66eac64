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

	private final MeterRegistry registry;

	CallMeters(MeterRegistry registry) {
		this.registry = registry;
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
		countRetries(request, "client", context.getAttempts() - 1);
		countRetries(request, "service", (serviceRetries != null) ? serviceRetries : 0);
		Tags served = request.and(tags(context, LowCardinalityKeyNames.SERVED_TIER));
		if (context.getTimeToStart() != null) {
			Boolean met = context.getWindowMet();
			Timer.builder("flexinference.client.start")
				.description("Time from the first attempt to the headers of the answer")
				.tags(served.and("flexinference.window.met", (met != null) ? met.toString() : KeyValue.NONE_VALUE))
				.register(this.registry)
				.record(context.getTimeToStart());
		}
		Answer answer = context.getResponse();
		if (answer != null) {
			add(answer, served.and(tags(context, LowCardinalityKeyNames.PROVIDER, LowCardinalityKeyNames.MODEL)));
		}
		if (context.isStream()) {
			openStreams(context).decrementAndGet();
			Tags tags = tags(context, LowCardinalityKeyNames.FORMAT, LowCardinalityKeyNames.OUTCOME);
			record("flexinference.client.stream.events", "Events read of a stream", "events", tags,
					context.getStreamEvents());
			record("flexinference.client.stream.size", "Bytes of the events read of a stream", "bytes", tags,
					context.getStreamBytes());
		}
	}

	private AtomicInteger openStreams(FlexInferenceRequestContext context) {
		return Objects.requireNonNull(this.openStreams.get(context.getFormat()));
	}

	private void add(Answer answer, Tags tags) {
		TokenUsage usage = answer.usage();
		if (usage != null) {
			countTokens(tags, "input", usage.inputTokens() - usage.cachedTokens());
			countTokens(tags, "cached", usage.cachedTokens());
			countTokens(tags, "output", usage.outputTokens() - usage.reasoningTokens());
			countTokens(tags, "reasoning", usage.reasoningTokens());
		}
		countUsd("flexinference.client.cost", "Cost of the answers whose cost is known", tags, answer.cost());
		countUsd("flexinference.client.savings", "Additional cost of the answers of the flex tier on the standard tier",
				tags, answer.savings());
	}

	private void countRetries(Tags tags, String by, int retries) {
		count("flexinference.client.retries", "Further attempts, by the client or by the service", null,
				tags.and("flexinference.retry.by", by), Math.max(0, retries));
	}

	private void countTokens(Tags tags, String type, long tokens) {
		count("flexinference.client.tokens",
				"Tokens, each counted once: input (without cached), cached, output (without reasoning), reasoning",
				"tokens", tags.and("flexinference.token.type", type), Math.max(0, tokens));
	}

	private void countUsd(String name, String description, Tags tags, @Nullable Cost cost) {
		if (cost != null && cost.currency().equals("USD")) {
			count(name, description, "usd", tags, cost.usd().doubleValue());
		}
	}

	private void count(String name, String description, @Nullable String unit, Tags tags, double amount) {
		Counter.builder(name)
			.description(description)
			.baseUnit(unit)
			.tags(tags)
			.register(this.registry)
			.increment(amount);
	}

	private void record(String name, String description, String unit, Tags tags, long amount) {
		DistributionSummary.builder(name)
			.description(description)
			.baseUnit(unit)
			.tags(tags)
			.register(this.registry)
			.record(amount);
	}

	private static Tags tags(FlexInferenceRequestContext context, LowCardinalityKeyNames... names) {
		// A convention of the application may leave keys out.
		return Tags.of(Stream.of(names).map((name) -> {
			KeyValue value = context.getLowCardinalityKeyValue(name.asString());
			return Tag.of(name.asString(), (value != null) ? value.getValue() : KeyValue.NONE_VALUE);
		}).toList());
	}

}
