package com.flexinference.template;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * An answer to come from another thread. Cancelling it, or completing it otherwise, such
 * as by a timeout, interrupts that thread, which closes the connection: nobody pays for
 * what nobody waits for.
 *
 * @param <T> the type of the answer
 */
final class PendingAnswer<T> extends CompletableFuture<T> {

	private @Nullable Thread thread;

	private boolean interrupted;

	PendingAnswer() {
		whenComplete((answer, failure) -> interrupt());
	}

	/**
	 * Get the answer in the current thread, unless nobody waits for it any more.
	 * @param call waits for the answer
	 */
	void run(Supplier<T> call) {
		if (!begin()) {
			return;
		}
		try {
			T answer = call.get();
			end();
			if (!complete(answer) && answer instanceof AutoCloseable closeable) {
				closeable.close();
			}
		}
		catch (Throwable ex) {
			end();
			completeExceptionally(ex);
		}
	}

	private synchronized boolean begin() {
		this.thread = isDone() ? null : Thread.currentThread();
		return this.thread != null;
	}

	/**
	 * From here on the thread is not interrupted any more, and has not been by us.
	 */
	private synchronized void end() {
		this.thread = null;
		if (this.interrupted) {
			Thread.interrupted();
		}
	}

	private synchronized void interrupt() {
		if (this.thread != null) {
			this.interrupted = true;
			this.thread.interrupt();
		}
	}

}
