package com.flexinference.autoconfigure.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;

import com.flexinference.autoconfigure.actuate.StatisticsDescriptor.ErrorDescriptor;
import com.flexinference.client.observation.FlexInferenceRequestContext;

/**
 * {@link ObservationHandler} that keeps the numbers of recent calls, and the last 20
 * errors. Every half hour new numbers begin. Shown are those that began before, so that
 * they cover the last half hour at least and the last hour at most.
 */
class CallStatistics implements ObservationHandler<FlexInferenceRequestContext> {

	private static final Duration HALF_HOUR = Duration.ofMinutes(30);

	private static final int MAX_ERRORS = 20;

	private final InstantSource clock;

	private final Deque<ErrorDescriptor> errors = new ArrayDeque<>();

	private RecentCalls shown;

	private RecentCalls next;

	CallStatistics(InstantSource clock) {
		this.clock = clock;
		this.shown = new RecentCalls(clock.instant());
		this.next = new RecentCalls(clock.instant());
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof FlexInferenceRequestContext;
	}

	@Override
	public void onStop(FlexInferenceRequestContext context) {
		Instant now = this.clock.instant();
		current(now).forEach((calls) -> calls.add(context));
		if (RecentCalls.isFailed(context)) {
			add(ErrorDescriptor.of(context, now));
		}
	}

	private synchronized void add(ErrorDescriptor error) {
		this.errors.addFirst(error);
		if (this.errors.size() > MAX_ERRORS) {
			this.errors.removeLast();
		}
	}

	// What is shown, and what is shown next
	private synchronized List<RecentCalls> current(Instant now) {
		Duration age = Duration.between(this.next.since(), now);
		if (age.compareTo(HALF_HOUR) >= 0) {
			this.shown = (age.compareTo(HALF_HOUR.multipliedBy(2)) < 0) ? this.next : new RecentCalls(now);
			this.next = new RecentCalls(now);
		}
		return List.of(this.shown, this.next);
	}

	@Nullable Double windowMissRatio() {
		return current(this.clock.instant()).get(0).windowMissRatio();
	}

	synchronized StatisticsDescriptor describe() {
		Instant now = this.clock.instant();
		RecentCalls calls = current(now).get(0);
		return StatisticsDescriptor.of(Duration.between(calls.since(), now), calls.describe(),
				List.copyOf(this.errors));
	}

}
