package com.flexinference.client.internal.transport;

import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.assertj.core.api.AbstractThrowableAssert;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A thread that waits for something that is expected to fail.
 */
final class Reader {

	private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

	private final Thread thread;

	private volatile boolean interrupted;

	Reader(InputStream in) {
		this(in::readAllBytes);
	}

	Reader(Action action) {
		this.thread = new Thread(() -> {
			try {
				action.run();
				this.failure.complete(null);
			}
			catch (Throwable ex) {
				this.interrupted = Thread.currentThread().isInterrupted();
				this.failure.complete(ex);
			}
		}, "reader");
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Wait until the thread no longer moves, because it waits for the network.
	 */
	void awaitBlocked() throws InterruptedException {
		StackTraceElement[] before = null;
		StackTraceElement[] now = this.thread.getStackTrace();
		while (this.thread.isAlive() && (now.length == 0 || !Arrays.equals(before, now))) {
			this.thread.join(20);
			before = now;
			now = this.thread.getStackTrace();
		}
	}

	void interrupt() {
		this.thread.interrupt();
	}

	boolean interrupted() {
		return this.interrupted;
	}

	boolean endsWithin(long millis) throws Exception {
		try {
			this.failure.get(millis, TimeUnit.MILLISECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
	}

	AbstractThrowableAssert<?, ? extends Throwable> assertFailure() throws Exception {
		return assertThat(this.failure.get(10, TimeUnit.SECONDS));
	}

	/**
	 * Something that may fail.
	 */
	@FunctionalInterface
	interface Action {

		Object run() throws Exception;

	}

}
