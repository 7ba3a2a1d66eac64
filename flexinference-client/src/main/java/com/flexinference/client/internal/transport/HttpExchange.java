package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import com.flexinference.client.transport.TimeoutKind;

/**
 * One exchange: its timeouts, the way to abort it, and how it ended.
 * <p>
 * The monitor sees it from its creation to its end, so it must not refer to anything the
 * caller holds. An exchange ends once; whatever the client underneath throws after that
 * is recorded as the way it ended.
 */
final class HttpExchange {

	static final Supplier<IOException> TRANSPORT_CLOSED = () -> new ExchangeClosedException("The transport is closed");

	private static final Supplier<IOException> CLOSED = () -> new ExchangeClosedException("The response is closed");

	private static final Supplier<IOException> COMPLETE = () -> new IOException("The response is complete");

	private static final Supplier<IOException> INTERRUPTED = () -> new InterruptedIOException(
			"Interrupted while waiting for the response");

	private static final Supplier<IOException> FORGOTTEN = () -> new ExchangeClosedException(
			"The response was not closed and has been garbage collected");

	private final TimeoutMonitor monitor;

	private final RequestTimeouts timeouts;

	private final @Nullable BodyLog log;

	private final AtomicReference<@Nullable Supplier<IOException>> ending = new AtomicReference<>();

	private volatile Runnable abortion = () -> {
	};

	private volatile long since;

	private volatile boolean started;

	private volatile @Nullable Thread waiting = Thread.currentThread();

	private volatile long waitingSince;

	private volatile @Nullable Held held;

	private volatile @Nullable CallDeadline deadline;

	HttpExchange(TimeoutMonitor monitor, RequestTimeouts timeouts, @Nullable BodyLog log) {
		this.monitor = monitor;
		this.timeouts = timeouts;
		this.log = log;
		this.deadline = timeouts.deadline();
		this.since = monitor.now();
	}

	void abortWith(Runnable abortion) {
		this.abortion = abortion;
		if (this.ending.get() != null) {
			abortion.run();
		}
	}

	void headersReceived(int status, HttpHeaders headers) {
		if (this.log != null) {
			this.log.responding(status, headers);
		}
		this.since = this.monitor.now();
		this.waitingSince = this.since;
		this.started = true;
	}

	@Nullable CallDeadline deadline() {
		return this.deadline;
	}

	void endBy(CallDeadline newDeadline) {
		CallDeadline old = this.deadline;
		if (old == null || newDeadline.remaining(old.end()) < 0) {
			this.deadline = newDeadline;
		}
	}

	void abortWithout(Object holder, Runnable action) {
		// The stack of the first call shows where the response was opened.
		Held old = this.held;
		Throwable opened = (old != null) ? old.opened() : new Throwable("The response was opened here");
		this.held = new Held(new WeakReference<>(holder), opened, action);
	}

	/**
	 * Stop waiting: the caller has the response, or what was read of it.
	 */
	void handOver() {
		this.waiting = null;
	}

	/**
	 * Begin to read the body.
	 * @return {@code false} if the body has been read to its end
	 * @throws IOException if the exchange has ended in another way
	 */
	boolean beginRead() throws IOException {
		Supplier<IOException> ending = this.ending.get();
		if (ending == COMPLETE) {
			return false;
		}
		if (ending != null) {
			throw ending.get();
		}
		this.waitingSince = this.monitor.now();
		this.waiting = Thread.currentThread();
		return true;
	}

	void received(byte[] buffer, int offset, int count) {
		if (this.log != null) {
			this.log.received(buffer, offset, count);
		}
	}

	void complete() {
		if (this.ending.compareAndSet(null, COMPLETE)) {
			log(COMPLETE);
			this.monitor.remove(this);
		}
	}

	void close() {
		abort(CLOSED);
	}

	boolean abort(Supplier<IOException> ending) {
		boolean first = this.ending.compareAndSet(null, ending);
		if (first) {
			log(ending);
			try {
				this.abortion.run();
			}
			finally {
				this.monitor.remove(this);
			}
		}
		return first;
	}

	private void log(Supplier<IOException> ending) {
		if (this.log != null) {
			this.log.end(ending.get());
		}
	}

	/**
	 * End the exchange with the given failure, unless it has ended before.
	 * @param ex the exception of the underlying client, which throws runtime exceptions
	 * on odd input, and when it is aborted
	 * @return what to throw: the failure, or why there is one
	 */
	IOException failed(Exception ex) {
		IOException failure = (ex instanceof IOException io) ? io : new IOException(ex);
		if (Thread.currentThread().isInterrupted()) {
			abort(INTERRUPTED);
		}
		if (abort(() -> new IOException("The response has failed", failure))) {
			return failure;
		}
		Supplier<IOException> ending = Objects.requireNonNull(this.ending.get());
		if (ending == INTERRUPTED) {
			Thread.currentThread().interrupt();
		}
		return ending.get();
	}

	void check(long now) {
		Thread waiting = this.waiting;
		CallDeadline deadline = this.deadline;
		if (deadline != null && deadline.remaining(now) <= 0) {
			abort(deadline::expired);
		}
		if (!this.started) {
			abortIfOver(TimeoutKind.START, this.timeouts.start(), now - this.since);
		}
		else {
			abortIfOver(TimeoutKind.TOTAL, this.timeouts.total(), now - this.since);
			abortIfOver(TimeoutKind.IDLE, this.timeouts.idle(), (waiting != null) ? now - this.waitingSince : 0);
		}
		if (waiting != null && waiting.isInterrupted()) {
			abort(INTERRUPTED);
		}
		Held held = this.held;
		if (waiting == null && held != null && held.holder().refersTo(null) && abort(FORGOTTEN)) {
			this.monitor.forgotten(held.opened());
			held.action().run();
		}
	}

	private void abortIfOver(TimeoutKind kind, @Nullable Duration timeout, long nanos) {
		if (timeout != null && nanos >= TimeUnit.NANOSECONDS.convert(timeout)) {
			abort(() -> new TimeoutExpiredException(kind, timeout));
		}
	}

	/**
	 * What the caller holds, and where from. Even with a hundred frames a stack costs
	 * some five microseconds.
	 */
	private record Held(Reference<Object> holder, Throwable opened, Runnable action) {
	}

}
