package com.flexinference.template.internal;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;

/**
 * A task that waits for an answer on another thread. When its future is cancelled or
 * completed otherwise, such as by a timeout, the task interrupts that thread, which
 * closes the connection.
 *
 * @param <T> the type of the answer
 */
public final class PendingAnswer<T> extends FutureTask<T> {

	private final CompletableFuture<T> future = new CompletableFuture<>();

	public PendingAnswer(Callable<T> call) {
		super(call);
		// Has no effect once there is an answer.
		this.future.whenComplete((answer, failure) -> cancel(true));
	}

	public CompletableFuture<T> future() {
		return this.future;
	}

	@Override
	public void run() {
		super.run();
		if (isCancelled()) {
			// The interrupt was ours, and the thread may go on to other work.
			Thread.interrupted();
		}
	}

	@Override
	protected void set(T answer) {
		super.set(answer);
		if (!this.future.complete(answer) && answer instanceof AutoCloseable closeable) {
			close(closeable);
		}
	}

	private static void close(AutoCloseable answer) {
		try {
			answer.close();
		}
		catch (Exception ex) {
			// No thread waits for it.
		}
	}

	@Override
	protected void setException(Throwable failure) {
		super.setException(failure);
		this.future.completeExceptionally(failure);
	}

}
