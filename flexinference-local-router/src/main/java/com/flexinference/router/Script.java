package com.flexinference.router;

import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.error.ErrorCode;

/**
 * The scripted answers: the queue first, then the dispatchers, the newest first, then
 * directives in the prompt.
 */
final class Script {

	private static final int MOST_FAILURES = 100;

	private final Queue<Throwable> failures = new LinkedBlockingQueue<>(MOST_FAILURES);

	private final Queue<LocalAnswer> queue = new ConcurrentLinkedQueue<>();

	private final Deque<Dispatcher> dispatchers = new ConcurrentLinkedDeque<>();

	void enqueue(LocalAnswer answer) {
		this.queue.add(answer);
	}

	void on(Dispatcher dispatcher) {
		this.dispatchers.addFirst(dispatcher);
	}

	LocalAnswer answer(RecordedRequest request, JsonNode json) {
		LocalAnswer queued = this.queue.poll();
		if (queued != null) {
			return queued;
		}
		return this.dispatchers.stream()
			.map((dispatcher) -> dispatcher.dispatch(request))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseGet(() -> DirectedAnswer.of(request.path(), json));
	}

	LocalAnswer failed(Throwable failure) {
		this.failures.offer(failure);
		return LocalAnswer.error(ErrorCode.INTERNAL_ERROR.code()).message("The dispatcher failed: " + failure);
	}

	List<Throwable> failures() {
		return List.copyOf(this.failures);
	}

	void clear() {
		this.queue.clear();
		this.dispatchers.clear();
		this.failures.clear();
	}

}
