package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;

/**
 * Looks at all open exchanges of a transport once per tick, in one daemon thread, which
 * ends some time after the last exchange; the next exchange starts another. Also closes
 * idle connections, and logs responses that were never closed.
 */
final class TimeoutMonitor {

	private static final long TICK = TimeUnit.MILLISECONDS.toNanos(50);

	private static final int MAX_PLACES = 1000;

	private final ConnectionLimit connections;

	private final Log log;

	private final Runnable tidying;

	private final long rest;

	private final LongSupplier time;

	private final Set<Integer> warnedPlaces = ConcurrentHashMap.newKeySet();

	private final Set<HttpExchange> exchanges = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean running = new AtomicBoolean();

	private final AtomicBoolean closed = new AtomicBoolean();

	private volatile long lastEnd;

	TimeoutMonitor(ConnectionLimit connections, Log log, Runnable tidying, Duration rest, LongSupplier time) {
		this.connections = connections;
		this.log = log;
		this.tidying = tidying;
		this.rest = TimeUnit.NANOSECONDS.convert(rest);
		this.time = time;
	}

	HttpExchange add(HttpExchange exchange) throws IOException {
		this.connections.acquire(exchange.deadline());
		this.exchanges.add(exchange);
		if (this.closed.get()) {
			exchange.abort(HttpExchange.TRANSPORT_CLOSED);
			throw HttpExchange.TRANSPORT_CLOSED.get();
		}
		if (this.running.compareAndSet(false, true)) {
			startThread();
		}
		return exchange;
	}

	private void startThread() {
		try {
			DaemonThreads.create(this::run, "flexinference-timeouts").start();
		}
		catch (OutOfMemoryError ex) {
			// There are too many threads now. The next exchange tries again.
			this.running.set(false);
			throw ex;
		}
	}

	void remove(HttpExchange exchange) {
		this.lastEnd = now();
		this.exchanges.remove(exchange);
		this.connections.release();
	}

	long now() {
		return this.time.getAsLong();
	}

	void forgotten(Throwable opened) {
		// Once for each place, so that one mistake does not fill the log.
		String message = "A response was not closed. The call was cancelled when the response was garbage collected";
		if (this.warnedPlaces.size() < MAX_PLACES && this.warnedPlaces.add(Arrays.hashCode(opened.getStackTrace()))) {
			this.log.warn(message + ". Further responses of the same call site are logged at debug level.", opened);
		}
		else {
			this.log.debug(message, opened);
		}
	}

	void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.connections.open();
			this.exchanges.forEach((exchange) -> exchange.abort(HttpExchange.TRANSPORT_CLOSED));
		}
	}

	private void run() {
		do {
			try {
				watch();
			}
			finally {
				this.running.set(false);
			}
			// An exchange that was added just now has found the thread running.
		}
		while (!this.exchanges.isEmpty() && this.running.compareAndSet(false, true));
	}

	private void watch() {
		while (!this.exchanges.isEmpty() || (now() - this.lastEnd < this.rest && !this.closed.get())) {
			LockSupport.parkNanos(this, TICK);
			long now = now();
			for (HttpExchange exchange : this.exchanges) {
				guard(() -> exchange.check(now));
			}
			guard(this.tidying);
		}
	}

	private static void guard(Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException ex) {
			// An exchange that cannot be aborted must not stop the timeouts of the
			// others.
		}
	}

}
