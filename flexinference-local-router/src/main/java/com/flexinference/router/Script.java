package com.flexinference.router;

import java.util.Deque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a test wants to be answered: the queue first, then the dispatchers, the newest
 * first, then what the prompt says.
 */
final class Script implements Dispatcher {

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

	void clear() {
		this.queue.clear();
		this.dispatchers.clear();
	}

}
