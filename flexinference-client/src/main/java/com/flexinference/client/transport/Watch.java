package com.flexinference.client.transport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Looks at all open exchanges of a transport once per tick. Its one daemon thread rests
 * while there are none and ends after a while; the next exchange starts another.
 */
final class Watch {

	private static final long TICK = TimeUnit.MILLISECONDS.toNanos(50);

	private static final long KEEP_ALIVE = TimeUnit.SECONDS.toNanos(10);

	private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition added = this.lock.newCondition();

	private @Nullable Thread thread;

	private boolean resting;

	private boolean closed;

	void add(Exchange exchange) throws ExchangeClosedException {
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

	void remove(Exchange exchange) {
		this.exchanges.remove(exchange);
	}

	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.added.signal();
		}
		finally {
			this.lock.unlock();
		}
		this.exchanges.forEach((exchange) -> exchange.abort(Exchange.TRANSPORT_CLOSED));
	}

	private Thread startThread() {
		// Inherits nothing: it may be started by any thread of the application.
		Thread thread = new Thread(null, this::run, "flexinference-clocks", 0, false);
		thread.setContextClassLoader(Watch.class.getClassLoader());
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private void run() {
		while (awaitExchanges()) {
			LockSupport.parkNanos(this, TICK);
			long now = System.nanoTime();
			for (Exchange exchange : this.exchanges) {
				check(exchange, now);
			}
		}
	}

	private static void check(Exchange exchange, long now) {
		try {
			exchange.check(now);
		}
		catch (RuntimeException ex) {
			// An exchange that cannot be aborted must not stop the clocks of the others.
		}
	}

	private boolean awaitExchanges() {
		this.lock.lock();
		try {
			long remaining = KEEP_ALIVE;
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
