package com.flexinference.router;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

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

	private final ExecutorService executor = Executors.newCachedThreadPool(HttpServers::daemon);

	private final int requestedPort;

	private final LivePage handler;

	private @Nullable HttpServer server;

	private LocalRouter(Builder builder) {
		ModelCatalog catalog = new ModelCatalog();
		Inference inference = new Inference(catalog, new FlexRace(builder.seed, builder.capacity));
		Endpoints endpoints = new Endpoints(new ApiKeys(builder.apiKeys), catalog, inference);
		this.requestedPort = builder.port;
		LiveFeed feed = new LiveFeed();
		this.handler = new LivePage(feed, new ExchangeHandler(endpoints, this.log, feed, builder.latency));
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
		if (this.server != null || this.executor.isShutdown()) {
			throw new IllegalStateException("A local router is started once");
		}
		HttpServer server = HttpServers.create(this.requestedPort);
		server.createContext("/", this.handler);
		server.setExecutor(this.executor);
		HttpServers.start(server);
		this.server = server;
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
		return this.server.getAddress().getPort();
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
	 * Forget the requests.
	 */
	public void reset() {
		this.log.clear();
	}

	/**
	 * Stop at once; answers that are under way are cut off.
	 */
	@Override
	public synchronized void close() {
		if (this.server != null && !this.executor.isShutdown()) {
			this.server.stop(0);
		}
		this.executor.shutdownNow();
	}

	/**
	 * Builds a {@link LocalRouter}.
	 */
	public static final class Builder {

		private int port;

		private long seed = 1;

		private double capacity = 0.7;

		private Duration latency = Duration.ofMillis(5);

		private Set<String> apiKeys = Set.of();

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
			check(capacity >= 0 && capacity <= 1, "'capacity' must be between 0 and 1");
			this.capacity = capacity;
			return this;
		}

		/**
		 * Set the pause between the events of a stream.
		 * @param latency the pause, 5 ms by default, zero for none
		 * @return this builder
		 */
		public Builder latency(Duration latency) {
			check(!latency.isNegative(), "'latency' must not be negative");
			this.latency = latency;
			return this;
		}

		/**
		 * Set the API keys to accept. By default any key is accepted, except for
		 * {@link LocalRouter#REVOKED_API_KEY}.
		 * @param apiKeys the keys
		 * @return this builder
		 */
		public Builder apiKey(String... apiKeys) {
			this.apiKeys = Set.of(apiKeys);
			return this;
		}

		/**
		 * Build a router that is not started yet.
		 * @return the router
		 */
		public LocalRouter build() {
			return new LocalRouter(this);
		}

		private static void check(boolean valid, String message) {
			if (!valid) {
				throw new IllegalArgumentException(message);
			}
		}

	}

}
