package com.flexinference.router;

import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.error.ErrorCode;

/**
 * What a test wants to be answered: the queue first, then the dispatchers, the newest
 * first, then what the prompt says.
 */
final class Script implements Dispatcher {

	private static final int MOST_FAILURES = 100;

	private final Queue<Throwable> failures = new LinkedBlockingQueue<>(MOST_FAILURES);

	private final Queue<LocalAnswer> queue = new ConcurrentLinkedQueue<>();

	private final Deque<Dispatcher> dispatchers = new ConcurrentLinkedDeque<>();

	private final Dispatcher directives = new DirectiveDispatcher();

	void enqueue(LocalAnswer answer) {
		this.queue.add(answer);
	}

	void on(Dispatcher dispatcher) {
		this.dispatchers.addFirst(dispatcher);
	}

	@Override
	public @Nullable LocalAnswer dispatch(RecordedRequest request) {
		LocalAnswer queued = this.queue.poll();
		if (queued != null) {
			return queued;
		}
		return Stream.concat(this.dispatchers.stream(), Stream.of(this.directives))
			.map((dispatcher) -> dispatcher.dispatch(request))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
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
