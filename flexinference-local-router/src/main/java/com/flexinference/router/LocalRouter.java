package com.flexinference.router;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.http.HttpServer;
import com.flexinference.router.internal.http.LoopbackHandler;
import com.flexinference.router.internal.live.LiveFeed;
import com.flexinference.router.internal.live.LivePage;
import com.flexinference.router.internal.routing.SimulatedTime;

/**
 * An embedded simulation of the FlexInference service, for development and tests. It
 * serves all endpoints of the service over HTTP on the loopback interface. Answers and
 * races for the flex tier are simulated and cost nothing.
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

	private final RequestLog log = new RequestLog();

	private final LiveFeed feed = new LiveFeed();

	private final Script script = new Script();

	private final Settings settings;

	private final SimulatedTime time;

	private volatile SimulatedService service;

	private @Nullable HttpServer server;

	private boolean closed;

	LocalRouter(Settings settings) {
		this.settings = settings;
		this.time = new SimulatedTime(settings.timeScale());
		this.service = newService(settings);
	}

	private static SimulatedService newService(Settings settings) {
		return new SimulatedService(settings, KnownKeys.authenticator(settings.keys()));
	}

	/**
	 * Return a builder of a router on any free port.
	 * @return the builder
	 */
	public static LocalRouterBuilder builder() {
		return new LocalRouterBuilder();
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
		ExchangeHandler handler = new ExchangeHandler(this.log, this.feed, this.script, this.time, () -> this.service);
		this.server = HttpServer.start(this.settings.port(), new LoopbackHandler(new LivePage(this.feed, handler)));
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
	 * Return the address of a page that shows the requests and answers of the router
	 * live, such as {@code http://127.0.0.1:8089/}.
	 * @return the URL
	 * @throws IllegalStateException if the router is not started
	 */
	public URI pageUrl() {
		return URI.create("http://127.0.0.1:" + port() + "/");
	}

	/**
	 * Answer the next requests with these answers, one for each request. Afterwards the
	 * dispatchers and the simulation answer.
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
	 * Answer requests with a dispatcher when the queue is empty. It is called before
	 * dispatchers that were added earlier.
	 * @param dispatcher the dispatcher
	 */
	public void on(Dispatcher dispatcher) {
		this.script.on(dispatcher);
	}

	/**
	 * Return what {@linkplain #on dispatchers} threw since the router was started or
	 * reset, at most the first 100. A request is answered with the error
	 * {@code internal_error} then.
	 * @return the exceptions and errors, such as failed assertions
	 */
	public List<Throwable> dispatcherFailures() {
		return this.script.failures();
	}

	/**
	 * Set the probability that the flex tier wins a race, from now on.
	 * @param capacity the probability from 0 to 1
	 */
	public void capacity(double capacity) {
		this.service.capacity(capacity);
	}

	/**
	 * Set the pause between the events of a stream, from the next stream on.
	 * @param latency the pause in real time, zero for none
	 */
	public void latency(Duration latency) {
		this.service.latency(latency);
	}

	/**
	 * Freeze the time of the simulation. Windows, waits before retries and delays then
	 * pass only when {@link #advanceTime} is called.
	 */
	public void freezeTime() {
		this.time.freeze();
	}

	/**
	 * Advance the frozen time, for all requests that have arrived. {@link #takeRequest}
	 * waits until one has.
	 * @param duration the time
	 * @throws IllegalStateException if the time is not frozen
	 */
	public void advanceTime(Duration duration) {
		this.time.advance(duration);
	}

	/**
	 * Let the time of the simulation run again. Waits that were frozen end at once.
	 */
	public void resumeTime() {
		this.time.resume();
	}

	/**
	 * Reset the router to the state in which it was started: without a script and
	 * recorded requests, with the settings of the builder, counters at zero and time
	 * running. Stalled answers are cut off. The port and the connections stay open.
	 */
	public synchronized void reset() {
		this.script.clear();
		this.log.clear();
		this.service = newService(this.settings);
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
	 * Take the oldest request that was not taken yet, waiting for it if necessary.
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
	 * Return the last 1,000 requests, taken or not; fewer if they have more than 64 MiB.
	 * @return the requests, the oldest first
	 */
	public List<RecordedRequest> requests() {
		return this.log.snapshot();
	}

	/**
	 * Stop immediately; answers in progress are cut off.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.server != null) {
			this.server.close();
		}
	}

}
