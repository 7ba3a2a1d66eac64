package com.flexinference.router;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.http.HttpServer;

/**
 * An embedded stand-in for the FlexInference service, for development and tests. It
 * answers all endpoints of the service over HTTP on the loopback interface; the answers
 * are simulated, the races for the flex tier as well, and nothing costs money.
 *
 * <pre class="code">
 * try (LocalRouter router = LocalRouter.builder().build().start()) {
 *     // point a client at router.baseUrl() with any API key
 * }
 * </pre>
 *
 * It does not keep the JVM alive.
 */
public final class LocalRouter implements AutoCloseable {

	/**
	 * The API key that is always refused as revoked.
	 */
	public static final String REVOKED_API_KEY = "flex_live_revoked";

	private final RequestLog log = new RequestLog();

	private final LiveFeed feed = new LiveFeed();

	private final Script script = new Script();

	private final Settings settings;

	private final Knobs knobs;

	private final SimulatedTime time;

	private final ExchangeHandler handler;

	private @Nullable HttpServer server;

	private boolean closed;

	private LocalRouter(Settings settings) {
		this.settings = settings;
		this.knobs = new Knobs(settings.capacity(), settings.latency());
		this.time = new SimulatedTime(settings.timeScale());
		this.handler = new ExchangeHandler(this.log, this.feed, this.script, this.time, this.knobs, endpoints());
	}

	private Endpoints endpoints() {
		ModelCatalog catalog = new ModelCatalog();
		FlexRace race = new FlexRace(this.settings.seed(), this.knobs, this.settings.raceSlots());
		return new Endpoints(new Accounts(this.settings.keys()), catalog, new Inference(catalog, race),
				new Limits(this.settings.raceSlots()));
	}

	/**
	 * Return a builder of a router on any free port.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Start to answer requests.
	 * @return this router
	 * @throws IllegalStateException if it was started before
	 * @throws java.io.UncheckedIOException if the port cannot be used
	 */
	public synchronized LocalRouter start() {
		if (this.server != null || this.closed) {
			throw new IllegalStateException("A local router is started once");
		}
		this.server = HttpServer.start(this.settings.port(), Limits.BODY_BYTES + 1,
				new LivePage(this.feed, this.handler));
		return this;
	}

	/**
	 * Return the port the router listens on.
	 * @return the port
	 * @throws IllegalStateException if it is not started
	 */
	public synchronized int port() {
		if (this.server == null) {
			throw new IllegalStateException("The local router is not started");
		}
		return this.server.port();
	}

	/**
	 * Return the base URL a client needs, such as {@code http://127.0.0.1:8089/v1}.
	 * @return the URL, without a trailing slash
	 * @throws IllegalStateException if the router is not started
	 */
	public URI baseUrl() {
		return URI.create("http://127.0.0.1:" + port() + "/v1");
	}

	/**
	 * Return the address of a page that shows live what the router is asked and answers,
	 * such as {@code http://127.0.0.1:8089/}.
	 * @return the URL
	 * @throws IllegalStateException if the router is not started
	 */
	public URI pageUrl() {
		return URI.create("http://127.0.0.1:" + port() + "/");
	}

	/**
	 * Answer the next requests with these answers, one each, whatever they are for. Then
	 * the dispatchers answer, and the simulation.
	 * @param answers the answers, in order
	 */
	public void enqueue(LocalAnswer... answers) {
		List.of(answers).forEach(this.script::enqueue);
	}

	/**
	 * Answer some of the next requests with the same answer.
	 * @param answer the answer
	 * @param times the number of requests
	 */
	public void enqueue(LocalAnswer answer, int times) {
		Collections.nCopies(times, answer).forEach(this.script::enqueue);
	}

	/**
	 * Answer requests as a dispatcher decides, when the queue is empty. It is asked
	 * before those given earlier.
	 * @param dispatcher the dispatcher
	 */
	public void on(Dispatcher dispatcher) {
		this.script.on(dispatcher);
	}

	/**
	 * Set the chance that the flex tier wins a race, from now on.
	 * @param capacity the chance from 0 (never) to 1 (always)
	 */
	public void capacity(double capacity) {
		this.knobs.capacity(capacity);
	}

	/**
	 * Set the pause between the events of a stream, from the next stream on.
	 * @param latency the pause in real time, zero for none
	 */
	public void latency(Duration latency) {
		this.knobs.latency(latency);
	}

	/**
	 * Let the time of the simulation stand still. Windows, waits before retries and
	 * delays then pass only as {@link #advanceTime} says.
	 */
	public void freezeTime() {
		this.time.freeze();
	}

	/**
	 * Let some time pass while it stands still. It counts for all requests that have
	 * arrived; {@link #takeRequest} tells that one has.
	 * @param duration the time
	 * @throws IllegalStateException if the time is not frozen
	 */
	public void advanceTime(Duration duration) {
		this.time.advance(duration);
	}

	/**
	 * Let the time of the simulation run again; waits that were frozen end at once.
	 */
	public void resumeTime() {
		this.time.resume();
	}

	/**
	 * Make the router as it was when it was started, on the same port: without a script
	 * and recorded requests, with the settings of the builder, counters at zero and time
	 * running. Stalled answers are cut off. Connections stay open.
	 */
	public synchronized void reset() {
		this.script.clear();
		this.log.clear();
		this.knobs.capacity(this.settings.capacity());
		this.knobs.latency(this.settings.latency());
		this.handler.setEndpoints(endpoints());
		this.time.resume();
		if (this.server != null) {
			this.server.abortStalled();
		}
	}

	/**
	 * Take the oldest request that was not taken yet, waiting up to five seconds for it.
	 * @return the request
	 * @throws IllegalStateException if none arrives
	 */
	public RecordedRequest takeRequest() {
		return takeRequest(Duration.ofSeconds(5));
	}

	/**
	 * Take the oldest request that was not taken yet, waiting for it if need be.
	 * @param timeout the longest time to wait
	 * @return the request
	 * @throws IllegalStateException if none arrives
	 */
	public RecordedRequest takeRequest(Duration timeout) {
		RecordedRequest request = null;
		try {
			request = this.log.take(timeout);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (request == null) {
			throw new IllegalStateException("No request arrived within " + timeout.toMillis() + " ms");
		}
		return request;
	}

	/**
	 * Return the last 1,000 requests, taken or not.
	 * @return the requests, the oldest first
	 */
	public List<RecordedRequest> requests() {
		return this.log.snapshot();
	}

	/**
	 * Stop at once; answers that are under way are cut off.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.server != null) {
			this.server.close();
		}
	}

	/**
	 * Builds a {@link LocalRouter}.
	 */
	public static final class Builder {

		private int port;

		private long seed = 1;

		private double capacity = 0.7;

		private Duration latency = Duration.ofMillis(5);

		private int timeScale = 10_000;

		private int raceSlots = 50;

		private final Map<String, LocalKey> keys = new LinkedHashMap<>();

		private Builder() {
		}

		/**
		 * Set the port to listen on.
		 * @param port the port, 0 (the default) for any that is free
		 * @return this builder
		 */
		public Builder port(int port) {
			check(port >= 0 && port <= 65535, "'port' must be between 0 and 65535");
			this.port = port;
			return this;
		}

		/**
		 * Set the seed that, with the order of the requests, decides how races end.
		 * @param seed the seed, 1 by default
		 * @return this builder
		 */
		public Builder seed(long seed) {
			this.seed = seed;
			return this;
		}

		/**
		 * Set the chance that the flex tier wins a race.
		 * @param capacity the chance from 0 (never) to 1 (always), 0.7 by default
		 * @return this builder
		 */
		public Builder capacity(double capacity) {
			this.capacity = Knobs.checkCapacity(capacity);
			return this;
		}

		/**
		 * Set the pause between the events of a stream.
		 * @param latency the pause, 5 ms by default, zero for none
		 * @return this builder
		 */
		public Builder latency(Duration latency) {
			this.latency = Knobs.checkLatency(latency);
			return this;
		}

		/**
		 * Set how much faster than real time windows and the waits before retries pass.
		 * @param timeScale the factor, 10,000 by default, 1 for real time
		 * @return this builder
		 */
		public Builder timeScale(int timeScale) {
			check(timeScale >= 1, "'timeScale' must be at least 1");
			this.timeScale = timeScale;
			return this;
		}

		/**
		 * Set how many races can run at once; more are not run, and lose the discount.
		 * @param raceSlots the number, 50 by default
		 * @return this builder
		 */
		public Builder raceSlots(int raceSlots) {
			check(raceSlots >= 0, "'raceSlots' must not be negative");
			this.raceSlots = raceSlots;
			return this;
		}

		/**
		 * Accept API keys. Without any, every key is accepted but those with a meaning,
		 * such as {@link LocalRouter#REVOKED_API_KEY}; with some, only those.
		 * @param apiKeys the keys
		 * @return this builder
		 */
		public Builder apiKey(String... apiKeys) {
			for (String apiKey : apiKeys) {
				key(apiKey, LocalKey.own());
			}
			return this;
		}

		/**
		 * Accept an API key of a kind, and no others but those given.
		 * @param apiKey the key
		 * @param kind what it stands for
		 * @return this builder
		 */
		public Builder key(String apiKey, LocalKey kind) {
			this.keys.put(apiKey, kind);
			return this;
		}

		/**
		 * Build a router that is not started yet.
		 * @return the router
		 */
		public LocalRouter build() {
			return new LocalRouter(new Settings(this.port, this.seed, this.capacity, this.latency, this.timeScale,
					this.raceSlots, Map.copyOf(this.keys)));
		}

		private static void check(boolean valid, String message) {
			if (!valid) {
				throw new IllegalArgumentException(message);
			}
		}

	}

}
