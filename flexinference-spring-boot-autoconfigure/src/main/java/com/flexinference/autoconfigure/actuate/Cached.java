package com.flexinference.autoconfigure.actuate;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A value that is requested at most once in a while, and by one thread at a time. Threads
 * that come meanwhile get the value from before, and wait only if there is none.
 */
final class Cached<T> {

	private final ReentrantLock lock = new ReentrantLock();

	private final Supplier<T> source;

	private final long timeToLive;

	private final LongSupplier nanoTime;

	private volatile @Nullable Entry<T> entry;

	Cached(Supplier<T> source, Duration timeToLive, LongSupplier nanoTime) {
		this.source = source;
		this.timeToLive = TimeUnit.NANOSECONDS.convert(timeToLive);
		this.nanoTime = nanoTime;
	}

	T get() {
		Entry<T> known = this.entry;
		if (known != null && (isFresh(known) || this.lock.isLocked())) {
			return known.value();
		}
		this.lock.lock();
		try {
			Entry<T> latest = this.entry;
			// Another thread may have requested it while this one waited.
			if (latest == null || latest == known) {
				latest = new Entry<>(this.source.get(), this.nanoTime.getAsLong());
				this.entry = latest;
			}
			return latest.value();
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isFresh(Entry<T> entry) {
		return this.nanoTime.getAsLong() - entry.since() < this.timeToLive;
	}

	private record Entry<T>(T value, long since) {
	}

}
