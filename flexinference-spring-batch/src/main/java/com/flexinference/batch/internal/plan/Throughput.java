package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts what was done in each second of the last minute.
 */
final class Throughput {

	private static final int SECONDS = 60;

	private final Deque<Second> seconds = new ArrayDeque<>();

	private final Instant began;

	private long sum;

	Throughput(Instant began) {
		this.began = began;
	}

	void add(Instant now) {
		Second last = this.seconds.peekLast();
		if (last == null || last.at != now.getEpochSecond()) {
			last = new Second(now.getEpochSecond());
			this.seconds.addLast(last);
		}
		last.count++;
		this.sum++;
		forget(now);
	}

	double perSecond(Instant now) {
		forget(now);
		double passed = Duration.between(this.began, now).toMillis() / 1e3;
		return this.sum / Math.max(0.5, Math.min(SECONDS, passed));
	}

	private void forget(Instant now) {
		Second first = this.seconds.peekFirst();
		while (first != null && first.at <= now.getEpochSecond() - SECONDS) {
			this.sum -= first.count;
			this.seconds.removeFirst();
			first = this.seconds.peekFirst();
		}
	}

	private static final class Second {

		private final long at;

		private long count;

		Second(long at) {
			this.at = at;
		}

	}

}
