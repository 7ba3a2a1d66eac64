package com.flexinference.router;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The last requests that arrived, and which of them were not taken yet. It keeps fewer if
 * they are large.
 */
final class RequestLog {

	private static final int MOST_REQUESTS = 1_000;

	private static final int MOST_BYTES = 64 * 1024 * 1024;

	private final Deque<RecordedRequest> recent = new ArrayDeque<>();

	private final BlockingQueue<RecordedRequest> untaken = new LinkedBlockingQueue<>();

	private long bytes;

	synchronized void add(RecordedRequest request) {
		this.recent.addLast(request);
		this.untaken.add(request);
		this.bytes += size(request);
		while (this.recent.size() > MOST_REQUESTS || this.bytes > MOST_BYTES) {
			RecordedRequest oldest = this.recent.removeFirst();
			this.bytes -= size(oldest);
			if (this.untaken.peek() == oldest) {
				this.untaken.remove();
			}
		}
	}

	private static long size(RecordedRequest request) {
		return request.body().length
				+ request.headers().values().stream().flatMap(List::stream).mapToLong(String::length).sum();
	}

	@Nullable RecordedRequest take(Duration timeout) throws InterruptedException {
		return this.untaken.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
	}

	synchronized void clear() {
		this.recent.clear();
		this.untaken.clear();
		this.bytes = 0;
	}

	synchronized List<RecordedRequest> snapshot() {
		return List.copyOf(this.recent);
	}

}
