package com.flexinference.autoconfigure.actuate;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;

import com.flexinference.autoconfigure.actuate.StatisticsDescriptor.CallsDescriptor;
import com.flexinference.autoconfigure.actuate.StatisticsDescriptor.PercentilesDescriptor;
import com.flexinference.autoconfigure.actuate.StatisticsDescriptor.WindowDescriptor;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.Cost;
import com.flexinference.client.message.TokenUsage;
import com.flexinference.client.observation.FlexInferenceRequestContext;
import com.flexinference.client.observation.Outcome;

/**
 * Numbers of the calls since an instant, by caller format and requested tier. They are
 * meters of a registry of its own, so that no filter and no observation convention of the
 * application changes them.
 */
final class RecentCalls {

	private static final double[] PERCENTILES = { 0.5, 0.95, 0.99 };

	private static final double[] NO_PERCENTILES = {};

	private static final TokenUsage NO_TOKENS = new TokenUsage(0, 0, 0, 0, 0);

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final Instant since;

	RecentCalls(Instant since) {
		this.since = since;
	}

	Instant since() {
		return this.since;
	}

	static boolean isFailed(FlexInferenceRequestContext context) {
		return context.getOutcome() != Outcome.SUCCESS && context.getOutcome() != Outcome.CANCELLED;
	}

	void add(FlexInferenceRequestContext context) {
		Tags group = Tags.of("format", context.getFormat().name().toLowerCase(Locale.ROOT), "tier",
				context.getRequestedTier());
		time("total", group, PERCENTILES, (context.getDuration() != null) ? context.getDuration() : Duration.ZERO);
		time("start", group, PERCENTILES, context.getTimeToStart());
		time("window", group, NO_PERCENTILES, context.getWindow());
		count("met", group, String.valueOf(context.getWindowMet()));
		count("outcome", group, isFailed(context) ? "FAILED" : String.valueOf(context.getOutcome()));
		count("error", group, context.getErrorCode());
		Answer answer = context.getResponse();
		if (answer != null) {
			add(group, answer);
		}
	}

	private void add(Tags group, Answer answer) {
		count("tier", group, answer.servedTier());
		count("provider", group, (answer.routing() != null) ? answer.routing().provider() : null);
		count("reason", group, (answer.routing() != null) ? answer.routing().reason() : null);
		TokenUsage usage = (answer.usage() != null) ? answer.usage() : NO_TOKENS;
		add("tokens", group, "input", usage.inputTokens());
		add("tokens", group, "output", usage.outputTokens());
		add("tokens", group, "cached", usage.cachedTokens());
		add("tokens", group, "reasoning", usage.reasoningTokens());
		add("microUsd", group, "cost", microUsd(answer.cost()));
		add("microUsd", group, "savings", microUsd(answer.savings()));
	}

	private static long microUsd(@Nullable Cost cost) {
		return (cost != null) ? cost.microUsd() : 0;
	}

	private void time(String name, Tags group, double[] percentiles, @Nullable Duration time) {
		if (time != null) {
			Timer.builder(name)
				.tags(group)
				.publishPercentiles(percentiles)
				.percentilePrecision(2)
				.distributionStatisticExpiry(Duration.ofHours(2))
				.distributionStatisticBufferLength(1)
				.register(this.registry)
				.record(time);
		}
	}

	private void count(String name, Tags group, @Nullable String value) {
		if (value != null) {
			add(name, group, String.valueOf(ServiceText.name(value)), 1);
		}
	}

	private void add(String name, Tags group, String value, long amount) {
		this.registry.counter(name, group.and("value", value)).increment(amount);
	}

	@Nullable Double windowMissRatio() {
		Map<String, Long> met = counts("met", List.of());
		double missed = met.getOrDefault("false", 0L);
		double all = missed + met.getOrDefault("true", 0L);
		return (all != 0) ? missed / all : null;
	}

	List<CallsDescriptor> describe() {
		return this.registry.find("total")
			.timers()
			.stream()
			.map((timer) -> describe(timer.getId().getTags()))
			.sorted(Comparator.comparing(CallsDescriptor::format).thenComparing(CallsDescriptor::requestedTier))
			.toList();
	}

	private CallsDescriptor describe(List<Tag> group) {
		Map<String, Long> outcomes = counts("outcome", group);
		Map<String, Long> microUsd = counts("microUsd", group);
		Map<String, Long> met = counts("met", group);
		Timer window = this.registry.find("window").tags(group).timer();
		return new CallsDescriptor(group.get(0).getValue(), group.get(1).getValue(),
				outcomes.values().stream().mapToLong(Long::longValue).sum(), outcomes.getOrDefault("FAILED", 0L),
				outcomes.getOrDefault("CANCELLED", 0L), percentiles("start", group), percentiles("total", group),
				(window != null) ? WindowDescriptor.of(window.max(TimeUnit.SECONDS), met) : null, counts("tier", group),
				counts("provider", group), counts("reason", group), counts("error", group), counts("tokens", group),
				BigDecimal.valueOf(microUsd.getOrDefault("cost", 0L), 6),
				BigDecimal.valueOf(microUsd.getOrDefault("savings", 0L), 6));
	}

	private Map<String, Long> counts(String name, List<Tag> group) {
		return this.registry.find(name)
			.tags(group)
			.counters()
			.stream()
			.collect(Collectors.toMap((counter) -> String.valueOf(counter.getId().getTag("value")),
					(counter) -> (long) counter.count(), Long::sum, TreeMap::new));
	}

	private @Nullable PercentilesDescriptor percentiles(String name, List<Tag> group) {
		Timer timer = this.registry.find(name).tags(group).timer();
		return (timer != null) ? PercentilesDescriptor.of(timer.takeSnapshot().percentileValues()) : null;
	}

}
