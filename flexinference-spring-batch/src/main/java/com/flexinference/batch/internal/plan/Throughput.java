package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The pace of the last minute, from the counts at each call. Not thread-safe.
 */
public final class Throughput {

	private static final Duration COUNTED = Duration.ofMinutes(1);

	private static final double SHORTEST = 0.5;

	private final Deque<Count> counts = new ArrayDeque<>();

	public Throughput(Instant began) {
		this.counts.add(new Count(began, 0));
	}

	public double perSecond(long done, Instant now) {
		while (this.counts.size() > 1 && this.counts.getFirst().at().isBefore(now.minus(COUNTED))) {
			this.counts.removeFirst();
		}
		Count first = this.counts.getFirst();
		this.counts.addLast(new Count(now, done));
		double passed = Duration.between(first.at(), now).toMillis() / 1e3;
		return (done - first.done()) / Math.max(SHORTEST, passed);
	}

	private record Count(Instant at, long done) {
	}

}
