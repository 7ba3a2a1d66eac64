package com.flexinference.router.internal.routing;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a request has waited so far. It counts from the arrival, so that an advance of
 * frozen time right after the arrival is not lost on a pause that begins later.
 */
public final class Timeline {

	private final SimulatedTime time;

	private final Caller caller;

	private final int era;

	private final Instant arrival;

	private Instant position;

	public Timeline(SimulatedTime time, Caller caller) {
		this.caller = caller;
		this.time = time;
		this.era = time.era();
		this.arrival = time.now();
		this.position = this.arrival;
	}

	public void pause(Duration duration) throws IOException {
		pause(duration, this.time.scaled(duration));
	}

	// Waits in the caller's time, not in the simulation's
	public void pauseReal(Duration duration) throws IOException {
		pause(duration, duration);
	}

	private void pause(Duration duration, Duration real) throws IOException {
		this.position = this.position.plus(duration);
		long end = System.nanoTime() + real.toNanos();
		while (!this.time.await(this.era, this.position, end)) {
			this.caller.check();
		}
	}

	public Instant now() {
		return this.time.now();
	}

	public Duration elapsed() {
		return Duration.between(this.arrival, this.position);
	}

	/**
	 * Who waits for an answer.
	 */
	@FunctionalInterface
	public interface Caller {

		// Throws an exception if the connection was closed
		void check() throws IOException;

	}

}
