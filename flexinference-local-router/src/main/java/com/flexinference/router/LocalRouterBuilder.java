package com.flexinference.router;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Builds a {@link LocalRouter}.
 */
public final class LocalRouterBuilder {

	private int port;

	private long seed = 1;

	private double capacity = 0.7;

	private Duration latency = Duration.ofMillis(5);

	private int timeScale = 10_000;

	private int raceSlots = 50;

	private final Map<String, LocalKey> keys = new LinkedHashMap<>();

	LocalRouterBuilder() {
	}

	/**
	 * Set the port to listen on.
	 * @param port the port, 0 (the default) for any free port
	 * @return this builder
	 */
	public LocalRouterBuilder port(int port) {
		this.port = Checks.range(port, 0, 65535, "'port'");
		return this;
	}

	/**
	 * Set the seed. Seed and order of the requests determine how races end.
	 * @param seed the seed, 1 by default
	 * @return this builder
	 */
	public LocalRouterBuilder seed(long seed) {
		this.seed = seed;
		return this;
	}

	/**
	 * Set the probability that the flex tier wins a race.
	 * @param capacity the probability from 0 to 1, 0.7 by default
	 * @return this builder
	 */
	public LocalRouterBuilder capacity(double capacity) {
		this.capacity = Checks.share(capacity, "'capacity'");
		return this;
	}

	/**
	 * Set the pause between the events of a stream.
	 * @param latency the pause, 5 ms by default, zero for none
	 * @return this builder
	 */
	public LocalRouterBuilder latency(Duration latency) {
		this.latency = Checks.notNegative(latency, "'latency'");
		return this;
	}

	/**
	 * Set how much faster than real time windows and the waits before retries pass.
	 * @param timeScale the factor, 10,000 by default, 1 for real time
	 * @return this builder
	 */
	public LocalRouterBuilder timeScale(int timeScale) {
		this.timeScale = Checks.range(timeScale, 1, Integer.MAX_VALUE, "'timeScale'");
		return this;
	}

	/**
	 * Set how many races can run at the same time. Further requests are served at the
	 * standard price.
	 * @param raceSlots the number, 50 by default
	 * @return this builder
	 */
	public LocalRouterBuilder raceSlots(int raceSlots) {
		this.raceSlots = Checks.notNegative(raceSlots, "'raceSlots'");
		return this;
	}

	/**
	 * Accept only these API keys. By default all keys are accepted, except for those with
	 * a special meaning, such as {@link LocalKey#REVOKED_API_KEY}.
	 * @param apiKeys the keys
	 * @return this builder
	 */
	public LocalRouterBuilder apiKey(String... apiKeys) {
		for (String apiKey : apiKeys) {
			key(apiKey, LocalKey.own());
		}
		return this;
	}

	/**
	 * Accept an API key of a kind, and otherwise only the keys that are added.
	 * @param apiKey the key
	 * @param kind the kind of the key
	 * @return this builder
	 */
	public LocalRouterBuilder key(String apiKey, LocalKey kind) {
		this.keys.put(apiKey, kind);
		return this;
	}

	/**
	 * Build a router that is not started yet.
	 * @return the router
	 */
	public LocalRouter build() {
		return new LocalRouter(settings());
	}

	Settings settings() {
		return new Settings(this.port, this.seed, this.capacity, this.latency, this.timeScale, this.raceSlots,
				Map.copyOf(this.keys));
	}

}
