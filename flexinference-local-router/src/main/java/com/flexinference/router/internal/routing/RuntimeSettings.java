package com.flexinference.router.internal.routing;

import java.time.Duration;

import com.flexinference.router.internal.Checks;

/**
 * What of the simulation can be changed while it runs.
 */
public final class RuntimeSettings {

	private volatile double capacity;

	private volatile Duration latency;

	public RuntimeSettings(double capacity, Duration latency) {
		this.capacity = Checks.share(capacity, "'capacity'");
		this.latency = Checks.notNegative(latency, "'latency'");
	}

	public double capacity() {
		return this.capacity;
	}

	public void capacity(double capacity) {
		this.capacity = Checks.share(capacity, "'capacity'");
	}

	public Duration latency() {
		return this.latency;
	}

	public void latency(Duration latency) {
		this.latency = Checks.notNegative(latency, "'latency'");
	}

}
