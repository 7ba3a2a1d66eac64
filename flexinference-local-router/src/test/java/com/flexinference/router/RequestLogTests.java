package com.flexinference.router;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestLog}.
 */
class RequestLogTests {

	private final RequestLog log = new RequestLog();

	@Test
	void keepsLastThousand() throws InterruptedException {
		for (int i = 0; i < 1_001; i++) {
			this.log.add(request("/" + i));
		}
		assertThat(this.log.snapshot()).hasSize(1_000).first().extracting(RecordedRequest::path).isEqualTo("/1");
		assertThat(this.log.take(Duration.ZERO)).isNotNull().extracting(RecordedRequest::path).isEqualTo("/1");
	}

	@Test
	void keepsLessOfLargeRequests() throws InterruptedException {
		for (int i = 0; i < 100; i++) {
			this.log.add(request("/" + i, new byte[1_000_000]));
		}
		assertThat(this.log.snapshot()).hasSize(67).last().extracting(RecordedRequest::path).isEqualTo("/99");
		assertThat(this.log.take(Duration.ZERO)).isNotNull().extracting(RecordedRequest::path).isEqualTo("/33");
	}

	private RecordedRequest request(String path) {
		return request(path, new byte[0]);
	}

	private RecordedRequest request(String path, byte[] body) {
		return new RecordedRequest("GET", path, Map.of(), body, new CompletableFuture<>(), new CompletableFuture<>());
	}

}
