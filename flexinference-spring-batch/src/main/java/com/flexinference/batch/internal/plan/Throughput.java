package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Counts the items of each second of the last minute. Not thread-safe.
 */
public final class Throughput {

	private static final int SECONDS = 60;

	private final long[] counts = new long[SECONDS];

	private final Instant began;

	private long latest;

	/**
	 * Create an instance.
	 * @param began the time from which items are counted
	 */
	public Throughput(Instant began) {
		this.began = began;
		this.latest = began.getEpochSecond();
	}

	/**
	 * Count items.
	 * @param count the number of items
	 * @param now the present
	 */
	public void add(long count, Instant now) {
		advance(now);
		this.counts[(int) (this.latest % SECONDS)] += count;
	}

	/**
	 * Return the items for each second.
	 * @param now the present
	 * @return the mean of the last minute
	 */
	public double perSecond(Instant now) {
		advance(now);
		double passed = Duration.between(this.began, now).toMillis() / 1e3;
		return Arrays.stream(this.counts).sum() / Math.max(0.5, Math.min(SECONDS, passed));
	}

	private void advance(Instant now) {
		this.latest = Math.max(this.latest, now.getEpochSecond() - SECONDS);
		while (this.latest < now.getEpochSecond()) {
			this.latest++;
			this.counts[(int) (this.latest % SECONDS)] = 0;
		}
	}

}
