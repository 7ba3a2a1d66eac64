package com.flexinference.reactive;

import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A thread that waits for an answer, and that can be told from other threads to stop. The
 * client closes the connection of a call whose thread is interrupted.
 */
final class Waiting {

	private @Nullable Thread thread;

	private boolean cancelled;

	/**
	 * Make a call in the current thread. After a cancel it is not made, and its failure
	 * is not told.
	 * @param <T> the type of the answer
	 * @param call the call
	 * @param answer takes the answer, also that of a call which was cancelled too late
	 * @param failure takes what the call throws
	 */
	<T> void call(Supplier<T> call, Consumer<T> answer, Consumer<Throwable> failure) {
		if (!begin()) {
			return;
		}
		T result;
		try {
			result = call.get();
		}
		catch (RuntimeException | Error ex) {
			if (!end()) {
				failure.accept(ex);
			}
			return;
		}
		end();
		answer.accept(result);
	}

	private synchronized boolean begin() {
		this.thread = Thread.currentThread();
		return !this.cancelled;
	}

	private synchronized boolean end() {
		this.thread = null;
		if (this.cancelled) {
			// The interrupt was ours, and the thread may go on to other work.
			Thread.interrupted();
		}
		return this.cancelled;
	}

	synchronized void cancel() {
		this.cancelled = true;
		if (this.thread != null) {
			this.thread.interrupt();
		}
	}

}
