package com.flexinference.router;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The last requests that arrived, and which of them were not taken yet.
 */
final class RequestLog {

	private static final int CAPACITY = 1_000;

	private final Deque<RecordedRequest> recent = new ArrayDeque<>();

	private final LinkedBlockingDeque<RecordedRequest> untaken = new LinkedBlockingDeque<>(CAPACITY);

	synchronized void add(RecordedRequest request) {
		if (this.recent.size() == CAPACITY) {
			this.recent.removeFirst();
		}
		this.recent.addLast(request);
		while (!this.untaken.offerLast(request)) {
			this.untaken.pollFirst();
		}
	}

	@Nullable RecordedRequest take(Duration timeout) throws InterruptedException {
		return this.untaken.pollFirst(timeout.toNanos(), TimeUnit.NANOSECONDS);
	}

	synchronized void clear() {
		this.recent.clear();
		this.untaken.clear();
	}

	synchronized List<RecordedRequest> snapshot() {
		return List.copyOf(this.recent);
	}

}
