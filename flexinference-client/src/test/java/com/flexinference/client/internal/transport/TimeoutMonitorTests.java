package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.impl.NoOpLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TimeoutMonitor}.
 */
@Timeout(20)
class TimeoutMonitorTests {

	private final CompletableFuture<Thread> failed = new CompletableFuture<>();

	private final TimeoutMonitor monitor = new TimeoutMonitor(new ConnectionLimit(null, Duration.ofDays(1)),
			new NoOpLog(), this::failOnce, Duration.ofSeconds(1), System::nanoTime);

	@AfterEach
	void closeMonitor() {
		this.monitor.close();
	}

	@Test
	void startsAgainAfterAnError() throws Exception {
		begin(RequestTimeouts.DEFAULTS);
		this.failed.get().join();
		CompletableFuture<Void> aborted = new CompletableFuture<>();
		begin(new RequestTimeouts(Duration.ofMillis(1), null, null, null)).abortWith(() -> aborted.complete(null));
		assertThat(aborted).succeedsWithin(10, TimeUnit.SECONDS);
	}

	private HttpExchange begin(RequestTimeouts timeouts) throws IOException {
		return this.monitor.add(new HttpExchange(this.monitor, timeouts, null));
	}

	private void failOnce() {
		Thread thread = Thread.currentThread();
		thread.setUncaughtExceptionHandler((ended, ex) -> {
		});
		if (this.failed.complete(thread)) {
			throw new StackOverflowError();
		}
	}

}
