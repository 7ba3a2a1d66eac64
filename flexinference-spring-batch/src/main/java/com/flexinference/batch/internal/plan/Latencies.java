package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.DoubleStream;

import com.flexinference.client.StartWithin;

/**
 * The latencies of the latest answers, and what they would be with another window.
 */
final class Latencies {

	/** What the standard tier is thought to take before it was measured. */
	static final double UNKNOWN = 30;

	private static final int SIZE = 512;

	private final Deque<Race> races = new ArrayDeque<>(SIZE);

	private final Deque<Double> standard = new ArrayDeque<>(SIZE);

	void add(StartWithin window, boolean expired, Duration latency) {
		double seconds = latency.toNanos() / 1e9;
		Duration raced = window.duration();
		if (raced == null) {
			add(this.standard, seconds);
			return;
		}
		double rest = Math.max(0, seconds - raced.toSeconds());
		if (expired) {
			add(this.standard, rest);
		}
		add(this.races, new Race(expired, expired ? rest : seconds));
	}

	private static <T> void add(Deque<T> latest, T value) {
		if (latest.size() == SIZE) {
			latest.removeFirst();
		}
		latest.addLast(value);
	}

	/**
	 * Return the mean latency on the standard tier. While only races were measured that
	 * the window did not end, they stand for it.
	 * @return seconds
	 */
	double standard() {
		DoubleStream measured = this.standard.isEmpty() ? this.races.stream().mapToDouble(Race::seconds)
				: this.standard.stream().mapToDouble(Double::doubleValue);
		return measured.average().orElse(UNKNOWN);
	}

	/**
	 * Return the mean latency to expect with a window. A race that was lost at its
	 * deadline is thought to be lost with each window.
	 * @param window how long requests can wait to start
	 * @return seconds
	 */
	double expected(StartWithin window) {
		double standard = standard();
		Duration raced = window.duration();
		if (raced == null) {
			return standard;
		}
		double longest = raced.toSeconds() + standard;
		return this.races.stream()
			.mapToDouble(
					(race) -> race.expired() ? raced.toSeconds() + race.seconds() : Math.min(race.seconds(), longest))
			.average()
			.orElse(longest);
	}

	/**
	 * A race, without its window if that passed.
	 */
	private record Race(boolean expired, double seconds) {
	}

}
