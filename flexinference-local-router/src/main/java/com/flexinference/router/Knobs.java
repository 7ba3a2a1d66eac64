package com.flexinference.router;

import java.time.Duration;

/**
 * What of the simulation can be changed while it runs.
 */
final class Knobs {

	private volatile double capacity;

	private volatile Duration latency;

	Knobs(double capacity, Duration latency) {
		this.capacity = checkCapacity(capacity);
		this.latency = checkLatency(latency);
	}

	double capacity() {
		return this.capacity;
	}

	void capacity(double capacity) {
		this.capacity = checkCapacity(capacity);
	}

	Duration latency() {
		return this.latency;
	}

	void latency(Duration latency) {
		this.latency = checkLatency(latency);
	}

	static double checkCapacity(double capacity) {
		if (!(capacity >= 0 && capacity <= 1)) {
			throw new IllegalArgumentException("'capacity' must be between 0 and 1");
		}
		return capacity;
	}

	static Duration checkLatency(Duration latency) {
		if (latency.isNegative()) {
			throw new IllegalArgumentException("'latency' must not be negative");
		}
		return latency;
	}

}
