package com.flexinference.router;

import java.io.IOException;
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
	void callerWhoLeavesIsNoticed() throws IOException {
		assertThat(leave()).succeedsWithin(SOON).isEqualTo(RecordedRequest.Outcome.ABORTED);
		this.router.resumeTime();
		assertThat(leave()).succeedsWithin(SOON).isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

	private CompletableFuture<RecordedRequest.Outcome> leave() throws IOException {
		this.router.enqueue(LocalAnswer.simulated().delayedBy(Duration.ofHours(1)));
		try (RawConnection connection = new RawConnection(this.router)) {
			connection.post("/responses", "{'model':'gpt-5','start_within':'default','input':'Hi'}");
			return this.router.takeRequest().outcome();
		}
	}

	@Test
	void requestSentAheadIsKept() throws IOException {
		this.router.enqueue(LocalAnswer.text("First").delayedBy(Duration.ofHours(1)), LocalAnswer.text("Second"));
		try (RawConnection connection = new RawConnection(this.router)) {
			connection.post("/responses", "{'model':'gpt-5','start_within':'default','input':'Hi'}");
			this.router.takeRequest();
			connection.post("/responses", "{'model':'gpt-5','start_within':'default','input':'Hi'}");
			this.router.advanceTime(Duration.ofHours(1));
			assertThat(connection.readUntil("Second")).contains("First");
		}
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
