package com.flexinference.router;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.flexinference.router.internal.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for a {@link LocalRouter} whose time a test advances.
 */
class FrozenTimeTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	private final RouterClient client = new RouterClient(this.router);

	@BeforeEach
	void freeze() {
		this.router.freezeTime();
	}

	@Test
	void windowPassesWhenAdvanced() {
		this.router.enqueue(LocalAnswer.simulated().reason("flex_deadline"));
		CompletableFuture<HttpResponse<String>> response = post();
		RecordedRequest request = this.router.takeRequest();
		this.router.advanceTime(Duration.ofSeconds(59));
		assertThat(request.answer()).isNotDone();
		this.router.advanceTime(Duration.ofSeconds(1));
		assertThat(response).succeedsWithin(SOON);
		assertThat(request.answer().join().startedAfter()).isEqualTo(Duration.ofMinutes(1));
	}

	@Test
	void delayPassesWhenAdvanced() {
		this.router.enqueue(LocalAnswer.simulated().servedOn("flex").delayedBy(Duration.ofHours(1)));
		CompletableFuture<HttpResponse<String>> response = post();
		this.router.takeRequest();
		this.router.advanceTime(Duration.ofHours(2));
		assertThat(response).succeedsWithin(SOON);
	}

	@Test
	void timeIsTold() {
		long before = asOf();
		this.router.advanceTime(Duration.ofDays(1));
		assertThat(asOf() - before).isEqualTo(Duration.ofDays(1).toMillis());
	}

	@Test
	void resumedTimeEndsWaits() {
		this.router.enqueue(LocalAnswer.simulated().delayedBy(Duration.ofDays(365)));
		CompletableFuture<HttpResponse<String>> response = post();
		this.router.takeRequest();
		this.router.resumeTime();
		assertThat(response).succeedsWithin(SOON);
	}

	@Test
	void runningTimeIsNotAdvanced() {
		this.router.reset();
		assertThatIllegalStateException().isThrownBy(() -> this.router.advanceTime(Duration.ofSeconds(1)))
			.withMessageContaining("freezeTime()");
	}

	private long asOf() {
		return Json.read(this.client.get("/limits").body()).path("as_of").asLong();
	}

	private CompletableFuture<HttpResponse<String>> post() {
		return CompletableFuture.supplyAsync(
				() -> this.client.post("/responses", "{'model':'gpt-5','start_within':'00h-01m-00s','input':'Hi'}"));
	}

}
