package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Looks at all open exchanges of a transport once per tick. Its one daemon thread rests
 * while there are none and ends after a while; the next exchange starts another.
 */
final class TimeoutMonitor {

	private static final long TICK = TimeUnit.MILLISECONDS.toNanos(50);

	private static final long TIDY = TimeUnit.SECONDS.toNanos(1);

	private final ConnectionLimit connections;

	private final ForgottenResponses forgottenResponses;

	private final Runnable tidying;

	private final long rest;

	private final LongSupplier time;

	private final Set<HttpExchange> exchanges = ConcurrentHashMap.newKeySet();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition added = this.lock.newCondition();

	private @Nullable Thread thread;

	private boolean resting;

	private boolean closed;

	private long tidied;

	/**
	 * Create a monitor.
	 * @param connections limits how many exchanges are open
	 * @param forgottenResponses reports responses that were never closed
	 * @param tidying looks for idle connections: about once per second while there are
	 * exchanges, and once after the rest
	 * @param rest how long the thread rests before it ends
	 * @param time supplies the time in nanoseconds
	 */
	TimeoutMonitor(ConnectionLimit connections, ForgottenResponses forgottenResponses, Runnable tidying, Duration rest,
			LongSupplier time) {
		this.connections = connections;
		this.forgottenResponses = forgottenResponses;
		this.tidying = tidying;
		this.rest = TimeUnit.NANOSECONDS.convert(rest);
		this.time = time;
		this.tidied = time.getAsLong();
	}

	void add(HttpExchange exchange) throws IOException {
		this.connections.acquire(exchange.deadline());
		try {
			addNow(exchange);
		}
		catch (ExchangeClosedException ex) {
			this.connections.release();
			throw ex;
		}
	}

	private void addNow(HttpExchange exchange) throws ExchangeClosedException {
		this.lock.lock();
		try {
			if (this.closed) {
				throw new ExchangeClosedException("The transport is closed");
			}
			this.exchanges.add(exchange);
			if (this.thread == null) {
				this.thread = startThread();
			}
			else if (this.resting) {
				this.added.signal();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Forget an exchange, which happens once to each.
	 * @param exchange the exchange
	 */
	void remove(HttpExchange exchange) {
		this.exchanges.remove(exchange);
		this.connections.release();
	}

	long now() {
		return this.time.getAsLong();
	}

	void forgotten(Throwable opened) {
		this.forgottenResponses.report(opened);
	}

	void close() {
		this.lock.lock();
		try {
			if (this.closed) {
				return;
			}
			this.closed = true;
			this.added.signal();
		}
		finally {
			this.lock.unlock();
		}
		this.connections.open();
		this.exchanges.forEach((exchange) -> exchange.abort(HttpExchange.TRANSPORT_CLOSED));
	}

	private Thread startThread() {
		// Inherits nothing: it may be started by any thread of the application.
		Thread thread = new Thread(null, this::run, "flexinference-timeouts", 0, false);
		thread.setContextClassLoader(TimeoutMonitor.class.getClassLoader());
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private void run() {
		while (awaitExchanges()) {
			LockSupport.parkNanos(this, TICK);
			long now = now();
			for (HttpExchange exchange : this.exchanges) {
				guard(() -> exchange.check(now));
			}
			if (now - this.tidied > TIDY) {
				this.tidied = now;
				guard(this.tidying);
			}
		}
		guard(this.tidying);
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

	private boolean awaitExchanges() {
		this.lock.lock();
		try {
			long remaining = this.rest;
			this.resting = true;
			while (this.exchanges.isEmpty() && remaining > 0 && !this.closed) {
				remaining = this.added.awaitNanos(remaining);
			}
			if (this.exchanges.isEmpty()) {
				this.thread = null;
				return false;
			}
			return true;
		}
		catch (InterruptedException ex) {
			return true;
		}
		finally {
			this.resting = false;
			this.lock.unlock();
		}
	}

}
