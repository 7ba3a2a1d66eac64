package com.flexinference.autoconfigure.actuate;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
 * Meters of the calls since an instant, by caller format and requested tier. They are in
 * a registry of their own, so that no filter and no observation convention of the
 * application changes them.
 */
record RecentCalls(Instant since, MeterRegistry registry) {

	RecentCalls(Instant since) {
		this(since, new SimpleMeterRegistry());
	}

	static boolean isFailed(FlexInferenceRequestContext context) {
		return context.getOutcome() != Outcome.SUCCESS && context.getOutcome() != Outcome.CANCELLED;
	}

	void add(FlexInferenceRequestContext context) {
		Tags group = Tags.of("format", context.getFormat().name().toLowerCase(Locale.ROOT), "tier",
				context.getRequestedTier());
		Duration duration = context.getDuration();
		time("total", group, (duration != null) ? duration : Duration.ZERO);
		time("start", group, context.getTimeToStart());
		time("window", group, context.getWindow());
		count("met", group, context.getWindowMet(), 1);
		count("outcome", group, isFailed(context) ? "FAILED" : context.getOutcome(), 1);
		count("error", group, context.getErrorCode(), 1);
		Answer answer = context.getResponse();
		if (answer != null) {
			add(group, answer);
		}
	}

	private void add(Tags group, Answer answer) {
		count("tier", group, answer.servedTier(), 1);
		count("provider", group, (answer.routing() != null) ? answer.routing().provider() : null, 1);
		count("reason", group, (answer.routing() != null) ? answer.routing().reason() : null, 1);
		TokenUsage usage = (answer.usage() != null) ? answer.usage() : new TokenUsage(0, 0, 0, 0, 0);
		count("tokens", group, "input", usage.inputTokens());
		count("tokens", group, "output", usage.outputTokens());
		count("tokens", group, "cached", usage.cachedTokens());
		count("tokens", group, "reasoning", usage.reasoningTokens());
		count("microUsd", group, "cost", microUsd(answer.cost()));
		count("microUsd", group, "savings", microUsd(answer.savings()));
	}

	private static long microUsd(@Nullable Cost cost) {
		return (cost != null) ? cost.microUsd() : 0;
	}

	private void time(String name, Tags group, @Nullable Duration time) {
		if (time != null) {
			Timer.builder(name)
				.tags(group)
				.publishPercentiles(0.5, 0.95, 0.99)
				.percentilePrecision(2)
				.distributionStatisticExpiry(Duration.ofHours(2))
				.distributionStatisticBufferLength(1)
				.register(this.registry)
				.record(time);
		}
	}

	private void count(String name, Tags group, @Nullable Object value, long amount) {
		if (value != null) {
			String text = String.valueOf(ServiceText.name(value.toString()));
			this.registry.counter(name, group.and("value", text)).increment(amount);
		}
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
		return new CallsDescriptor(group.get(0).getValue(), group.get(1).getValue(),
				outcomes.values().stream().mapToLong(Long::longValue).sum(), outcomes.getOrDefault("FAILED", 0L),
				outcomes.getOrDefault("CANCELLED", 0L), PercentilesDescriptor.of(timer("start", group)),
				PercentilesDescriptor.of(timer("total", group)),
				WindowDescriptor.of(timer("window", group), counts("met", group)), counts("tier", group),
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

	private @Nullable Timer timer(String name, List<Tag> group) {
		return this.registry.find(name).tags(group).timer();
	}

}
