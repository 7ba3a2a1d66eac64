package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.impl.NoOpLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

import com.flexinference.client.transport.TimeoutKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HttpExchange} whose time is set by the test.
 */
class HttpExchangeTests {

	private static final Duration LONG = Duration.ofDays(1);

	private static final Duration IDLE = Duration.ofSeconds(60);

	private final AtomicLong time = new AtomicLong();

	private final TimeoutMonitor monitor = new TimeoutMonitor(new ConnectionLimit(null, LONG), new NoOpLog(), () -> {
	}, Duration.ofSeconds(1), this.time::get);

	@AfterEach
	void closeMonitor() {
		this.monitor.close();
	}

	@Test
	void idleTimeoutSparesALongStream() throws IOException {
		HttpExchange exchange = started(new RequestTimeouts(LONG, IDLE, null, null));
		for (int i = 0; i < 100; i++) {
			assertThat(exchange.beginRead()).isTrue();
			exchange.check(this.time.get());
			exchange.check(this.time.addAndGet(IDLE.toNanos() - 1));
			exchange.handOver();
		}
		assertThat(exchange.beginRead()).isTrue();
	}

	@Test
	void idleTimeoutCountsFromTheLastByte() throws IOException {
		HttpExchange exchange = started(new RequestTimeouts(LONG, IDLE, null, null));
		exchange.beginRead();
		exchange.check(this.time.get());
		exchange.check(this.time.addAndGet(IDLE.toNanos()));
		assertExpired(exchange, TimeoutKind.IDLE);
	}

	@Test
	void idleTimeoutSparesASlowReader() throws IOException {
		HttpExchange exchange = started(new RequestTimeouts(LONG, IDLE, null, null));
		exchange.beginRead();
		exchange.handOver();
		exchange.check(this.time.addAndGet(IDLE.multipliedBy(100).toNanos()));
		assertThat(exchange.beginRead()).isTrue();
	}

	@Test
	void startTimeoutDoesNotCoverTheBody() throws IOException {
		HttpExchange exchange = started(new RequestTimeouts(IDLE, null, null, null));
		exchange.check(this.time.addAndGet(IDLE.multipliedBy(100).toNanos()));
		assertThat(exchange.beginRead()).isTrue();
	}

	@Test
	void totalTimeoutCountsFromTheHeaders() throws IOException {
		HttpExchange exchange = this.monitor
			.add(new HttpExchange(this.monitor, new RequestTimeouts(LONG, null, IDLE, null), null));
		exchange.check(this.time.addAndGet(IDLE.multipliedBy(2).toNanos()));
		exchange.headersReceived(200, new HttpHeaders());
		exchange.handOver();
		exchange.check(this.time.addAndGet(IDLE.toNanos() - 1));
		assertThat(exchange.beginRead()).isTrue();
		exchange.check(this.time.incrementAndGet());
		assertExpired(exchange, TimeoutKind.TOTAL);
	}

	private HttpExchange started(RequestTimeouts timeouts) throws IOException {
		HttpExchange exchange = this.monitor.add(new HttpExchange(this.monitor, timeouts, null));
		exchange.headersReceived(200, new HttpHeaders());
		exchange.handOver();
		return exchange;
	}

	private static void assertExpired(HttpExchange exchange, TimeoutKind kind) {
		assertThatExceptionOfType(TimeoutExpiredException.class).isThrownBy(exchange::beginRead)
			.returns(kind, TimeoutExpiredException::kind)
			.returns(IDLE, TimeoutExpiredException::timeout);
	}

}
