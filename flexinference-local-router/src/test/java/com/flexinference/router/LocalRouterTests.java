package com.flexinference.router;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LocalRouter}.
 */
class LocalRouterTests {

	private static final String ENDLESS = "{'model':'gpt-5','input':'Count to 10000','start_within':'default','stream':true}";

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	private final RouterClient client = new RouterClient(this.router);

	@Test
	void baseUrlIsOnLoopback() {
		assertThat(this.router.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:" + this.router.port() + "/v1"));
	}

	@Test
	void portIsTheOneAskedFor() {
		int port = this.router.port();
		this.router.close();
		try (LocalRouter again = LocalRouter.builder().port(port).build().start()) {
			assertThat(again.port()).isEqualTo(port);
		}
	}

	@Test
	void usedPortIsRefused() {
		int port = this.router.port();
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> LocalRouter.builder().port(port).build().start())
			.withMessage("The local router cannot listen on port " + port);
	}

	@Test
	void startsOnce() {
		assertThatIllegalStateException().isThrownBy(this.router::start);
	}

	@Test
	void closedRouterDoesNotStart() {
		LocalRouter closed = LocalRouter.builder().build();
		closed.close();
		assertThatIllegalStateException().isThrownBy(closed::start);
	}

	@Test
	void hasNoPortBeforeStart() {
		try (LocalRouter notStarted = LocalRouter.builder().build()) {
			assertThatIllegalStateException().isThrownBy(notStarted::port)
				.withMessage("The local router is not started");
		}
	}

	@Test
	void optionsAreChecked() {
		LocalRouterBuilder builder = LocalRouter.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.port(-1));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.capacity(1.1));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.capacity(Double.NaN));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.latency(Duration.ofMillis(-1)));
	}

	@Test
	void doesNotKeepJvmAlive() {
		this.client.get("/models");
		assertThat(Thread.getAllStackTraces().keySet())
			.filteredOn((thread) -> thread.getName().startsWith("flexinference-local-router"))
			.isNotEmpty()
			.allMatch(Thread::isDaemon);
	}

	@Test
	@Timeout(10)
	void closeCutsStreamsOff() throws IOException {
		try (InputStream events = this.client.open("/responses", ENDLESS)) {
			assertThat(events.read()).isEqualTo('e');
			this.router.close();
			assertThat(this.router.takeRequest().outcome()).succeedsWithin(Duration.ofSeconds(5))
				.isEqualTo(RecordedRequest.Outcome.ABORTED);
		}
	}

	@Test
	void answersManyStreamsAtOnce() {
		ExecutorService executor = Executors.newCachedThreadPool();
		try {
			List<CompletableFuture<String>> streams = IntStream.range(0, 300)
				.mapToObj((i) -> CompletableFuture.supplyAsync(() -> this.client.post("/messages",
						"{'model':'claude-opus-4-8','max_tokens':100,'start_within':'default','stream':true,"
								+ "'messages':[{'role':'user','content':'Count to 20'}]}")
					.body(), executor))
				.toList();
			assertThat(streams).allMatch((stream) -> stream.join().endsWith("{\"type\":\"message_stop\"}\n\n"));
		}
		finally {
			executor.shutdownNow();
		}
	}

}
