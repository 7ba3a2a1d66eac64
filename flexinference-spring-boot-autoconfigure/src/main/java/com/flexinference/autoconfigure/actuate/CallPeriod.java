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
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;

import com.flexinference.autoconfigure.actuate.RecentCallsObservationHandler.CallsDescriptor;
import com.flexinference.autoconfigure.actuate.RecentCallsObservationHandler.PercentilesDescriptor;
import com.flexinference.autoconfigure.actuate.RecentCallsObservationHandler.WindowDescriptor;
import com.flexinference.client.internal.text.ForeignText;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.Cost;
import com.flexinference.client.message.Routing;
import com.flexinference.client.message.TokenUsage;
import com.flexinference.client.observation.FlexInferenceRequestContext;
import com.flexinference.client.observation.Outcome;

/**
 * Meters of the calls since an instant, by caller format and requested tier. They are in
 * a registry of their own, so that no filter and no observation convention of the
 * application changes them.
 */
record CallPeriod(Instant since, MeterRegistry registry) {

	CallPeriod(Instant since) {
		this(since, new SimpleMeterRegistry());
	}

	void add(FlexInferenceRequestContext context) {
		Tags group = Tags.of("format", context.getFormat().name().toLowerCase(Locale.ROOT), "tier",
				context.getRequestedTier());
		time("total", group, context.getDuration());
		time("start", group, context.getTimeToStart());
		time("window", group, context.getWindow());
		count("met", group, context.getWindowMet(), 1);
		count("outcome", group, context.getOutcome(), 1);
		count("error", group, context.getErrorCode(), 1);
		Answer answer = context.getResponse();
		if (answer != null) {
			add(group, answer);
		}
	}

	private void add(Tags group, Answer answer) {
		count("tier", group, answer.servedTier(), 1);
		Routing routing = answer.routing();
		if (routing != null) {
			count("provider", group, routing.provider(), 1);
			count("reason", group, routing.reason(), 1);
		}
		TokenUsage usage = answer.usage();
		if (usage != null) {
			count("tokens", group, "input", usage.inputTokens());
			count("tokens", group, "output", usage.outputTokens());
			count("tokens", group, "cached", usage.cachedTokens());
			count("tokens", group, "reasoning", usage.reasoningTokens());
		}
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
			String text = ForeignText.isName(value.toString()) ? value.toString() : "other";
			this.registry.counter(name, group.and("value", text)).increment(amount);
		}
	}

	List<CallsDescriptor> describe() {
		return this.registry.find("total")
			.timers()
			.stream()
			.map(this::describe)
			.sorted(Comparator.comparing(CallsDescriptor::format).thenComparing(CallsDescriptor::requestedTier))
			.toList();
	}

	private CallsDescriptor describe(Timer total) {
		List<Tag> group = total.getId().getTags();
		Map<String, Long> errors = counts("error", group);
		Map<String, Long> microUsd = counts("microUsd", group);
		return new CallsDescriptor(group.get(0).getValue(), group.get(1).getValue(), total.count(),
				errors.values().stream().mapToLong(Long::longValue).sum(),
				counts("outcome", group).getOrDefault(Outcome.CANCELLED.name(), 0L), percentiles(timer("start", group)),
				percentiles(total), window(group), counts("tier", group), counts("provider", group),
				counts("reason", group), errors, counts("tokens", group),
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

	private @Nullable WindowDescriptor window(List<Tag> group) {
		Timer window = timer("window", group);
		if (window == null) {
			return null;
		}
		Map<String, Long> met = counts("met", group);
		return new WindowDescriptor(Duration.ofMillis(Math.round(window.max(TimeUnit.MILLISECONDS))),
				met.getOrDefault("true", 0L), met.getOrDefault("false", 0L));
	}

	private static @Nullable PercentilesDescriptor percentiles(@Nullable Timer timer) {
		if (timer == null) {
			return null;
		}
		ValueAtPercentile[] values = timer.takeSnapshot().percentileValues();
		return new PercentilesDescriptor(millis(values[0]), millis(values[1]), millis(values[2]));
	}

	private static long millis(ValueAtPercentile value) {
		return Math.round(value.value(TimeUnit.MILLISECONDS));
	}

}
