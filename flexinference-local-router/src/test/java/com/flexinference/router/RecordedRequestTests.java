package com.flexinference.router;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link RecordedRequest}.
 */
class RecordedRequestTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().latency(Duration.ofMillis(1)).build().start();

	private final RouterClient client = new RouterClient(this.router);

	@Test
	void requestIsRecordedAsItArrived() {
		this.client.post("/responses", "{'model':'gpt-5','input':'Hi','start_within':'default'}");
		RecordedRequest request = this.router.takeRequest();
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.path()).isEqualTo("/v1/responses");
		assertThat(request.header("AUTHORIZATION")).isEqualTo("Bearer flex_live_test");
		assertThat(request.header("x-none")).isNull();
		assertThat(request.json().path("model").asString()).isEqualTo("gpt-5");
	}

	@Test
	void stringHoldsNoSecrets() {
		this.client.get("/models");
		assertThat(this.router.takeRequest()).hasToString("GET /v1/models");
	}

	@Test
	void startWithinIsDecoded() {
		this.client.post("/responses", "{'model':'gpt-5','input':'Hi','start_within':'00h-01m-30s'}");
		RecordedRequest request = this.router.takeRequest();
		assertThat(request.startWithin()).isEqualTo("00h-01m-30s");
		assertThat(request.window()).isEqualTo(Duration.ofSeconds(90));
	}

	@Test
	void tierHasNoWindow() {
		this.client.post("/responses", "{'model':'gpt-5','input':'Hi','start_within':'priority'}");
		RecordedRequest request = this.router.takeRequest();
		assertThat(request.startWithin()).isEqualTo("priority");
		assertThat(request.window()).isNull();
	}

	@Test
	void requestWithoutBodyIsRecorded() {
		this.client.get("/models");
		RecordedRequest request = this.router.takeRequest();
		assertThat(request.body()).isEmpty();
		assertThat(request.startWithin()).isNull();
	}

	@Test
	void refusedRequestIsRecorded() {
		this.client.get("/nowhere");
		assertThat(this.router.takeRequest().path()).isEqualTo("/v1/nowhere");
	}

	@Test
	void requestsAreTakenInOrder() {
		this.client.get("/models");
		this.client.get("/limits");
		assertThat(this.router.takeRequest().path()).isEqualTo("/v1/models");
		assertThat(this.router.takeRequest().path()).isEqualTo("/v1/limits");
	}

	@Test
	void requestsStayInSnapshotWhenTaken() {
		this.client.get("/models");
		RecordedRequest request = this.router.takeRequest();
		assertThat(this.router.requests()).containsExactly(request);
	}

	@Test
	void takingFailsWhenNothingArrives() {
		assertThatIllegalStateException().isThrownBy(() -> this.router.takeRequest(Duration.ZERO))
			.withMessage("No request arrived within 0 ms");
	}

	@Test
	void readAnswerIsCompleted() {
		this.client.post("/responses", "{'model':'gpt-5','input':'Hi','start_within':'default','stream':true}");
		assertThat(this.router.takeRequest().outcome()).succeedsWithin(SOON)
			.isEqualTo(RecordedRequest.Outcome.COMPLETED);
	}

	@Test
	void abandonedStreamIsAborted() throws IOException {
		try (InputStream events = this.client.open("/responses",
				"{'model':'gpt-5','input':'Count to 10000','start_within':'default','stream':true}")) {
			assertThat(events.read()).isEqualTo('e');
		}
		assertThat(this.router.takeRequest().outcome()).succeedsWithin(SOON).isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

}
