package com.flexinference.router;

import java.time.Duration;

/**
 * What of the simulation can be changed while it runs.
 */
final class Knobs {

	private volatile double capacity;

	private volatile Duration latency;

	Knobs(double capacity, Duration latency) {
		this.capacity = Checks.share(capacity, "'capacity'");
		this.latency = Checks.notNegative(latency, "'latency'");
	}

	double capacity() {
		return this.capacity;
	}

	void capacity(double capacity) {
		this.capacity = Checks.share(capacity, "'capacity'");
	}

	Duration latency() {
		return this.latency;
	}

	void latency(Duration latency) {
		this.latency = Checks.notNegative(latency, "'latency'");
	}

}
