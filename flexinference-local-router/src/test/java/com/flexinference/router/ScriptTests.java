package com.flexinference.router;

import java.time.Duration;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for what a test tells a {@link LocalRouter} to answer.
 */
class ScriptTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	private final RouterClient client = new RouterClient(this.router);

	@Test
	void queueIsAnsweredInOrderAndThenNoMore() {
		this.router.enqueue(LocalAnswer.text("one"), LocalAnswer.text("two"));
		assertThat(ask()).isEqualTo("one");
		assertThat(ask()).isEqualTo("two");
		assertThat(ask()).contains("Hi");
	}

	@Test
	void dispatcherDecidesByRequest() {
		this.router
			.on((request) -> request.json().path("input").asString("").equals("Hi") ? LocalAnswer.text("hit") : null);
		assertThat(ask()).isEqualTo("hit");
		assertThat(ask("Hello")).contains("Hello");
	}

	@Test
	void newestDispatcherIsAskedFirst() {
		this.router.on((request) -> LocalAnswer.text("old"));
		this.router
			.on((request) -> request.json().path("input").asString("").equals("Hi") ? LocalAnswer.text("new") : null);
		assertThat(ask()).isEqualTo("new");
		assertThat(ask("Hello")).isEqualTo("old");
	}

	@Test
	void queueComesBeforeDispatchers() {
		this.router.on((request) -> LocalAnswer.text("dispatched"));
		this.router.enqueue(LocalAnswer.text("queued"));
		assertThat(ask()).isEqualTo("queued");
		assertThat(ask()).isEqualTo("dispatched");
	}

	@Test
	void failingDispatcherIsReported() {
		this.router.on((request) -> {
			throw new IllegalStateException("oops");
		});
		assertThat(this.client.get("/models").body()).contains("The dispatcher failed", "oops", "internal_error");
	}

	@Test
	void errorOfDispatcherIsAnsweredAndTold() {
		AssertionError error = new AssertionError("not what I wanted");
		this.router.on((request) -> {
			throw error;
		});
		assertThat(this.client.get("/models").body()).contains("The dispatcher failed", "not what I wanted");
		assertThat(this.router.dispatcherFailures()).containsExactly(error);
		this.router.reset();
		assertThat(this.router.dispatcherFailures()).isEmpty();
	}

	@Test
	void resetForgetsAll() {
		String first = raw();
		this.router.on((request) -> LocalAnswer.text("dispatched"));
		this.router.enqueue(LocalAnswer.text("queued"));
		this.router.capacity(0);
		this.router.reset();
		assertThat(this.router.requests()).isEmpty();
		assertThat(raw()).isEqualTo(first);
		assertThat(this.router.requests()).hasSize(1);
	}

	@Test
	void resetForgetsRequestsNotTaken() {
		ask();
		this.router.reset();
		assertThatIllegalStateException().isThrownBy(() -> this.router.takeRequest(Duration.ZERO));
	}

	@Test
	void capacityChangesWhileRunning() {
		this.router.capacity(1);
		assertThat(reason()).isEqualTo("flex_won");
		this.router.capacity(0);
		assertThat(reason()).startsWith("flex_").isNotEqualTo("flex_won");
	}

	private String reason() {
		return this.client.create("/responses", "{'model':'gpt-5','start_within':'00h-00m-05s','input':'Hi'}")
			.at("/usage/routing/reason")
			.asString();
	}

	private String ask() {
		return ask("Hi");
	}

	private String ask(String input) {
		return this.client.create("/responses", "{'model':'gpt-5','start_within':'default','input':'" + input + "'}")
			.at("/output/0/content/0/text")
			.asString();
	}

	private String raw() {
		return this.client.post("/responses", "{'model':'gpt-5','start_within':'00h-00m-30s','input':'Hi'}")
			.body()
			.replaceAll("\"(created|completed)_at\":\\d+", "");
	}

}
