package com.flexinference.router.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;
import com.flexinference.router.RouterClient;

import static com.flexinference.router.test.LocalRouterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LocalRouterAssert} and {@link RecordedRequestAssert}.
 */
class LocalRouterAssertTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().capacity(1).build().start();

	@Test
	void countsRequests() {
		assertThat(this.router).hasNoRequests();
		fails(() -> assertThat(this.router).lastRequest(), "Expected a request, but none arrived");
		ask("gpt-5", "default");
		assertThat(this.router).hasRequests(1);
		fails(() -> assertThat(this.router).hasNoRequests(),
				"Expected 0 requests, but there were 1: [POST /v1/responses]");
	}

	@Test
	void tellsWhatWasAsked() {
		new RouterClient(this.router).post("/responses",
				"{'model':'gpt-5','input':[{'role':'user'}],'start_within':'00h-00m-30s','temperature':0.5}");
		assertThat(this.router).lastRequest()
			.hasPath("/v1/responses")
			.hasModel("gpt-5")
			.hasStartWithin("00h-00m-30s")
			.hasStartWithin(Duration.ofSeconds(30))
			.hasField("temperature", 0.5)
			.hasField("input", List.of(Map.of("role", "user")))
			.hasField("/input/0/role", "user")
			.hasNoField("stream")
			.hasHeader("authorization", "Bearer flex_live_test");
	}

	@Test
	void tellsWhatWasAskedDifferently() {
		ask("gpt-5", "default");
		RecordedRequestAssert request = assertThat(this.router.takeRequest());
		fails(() -> request.hasPath("/v1/messages"),
				"Expected path of POST /v1/responses to be /v1/messages, " + "but it was /v1/responses");
		fails(() -> request.hasModel("o3"), "Expected model of POST /v1/responses to be \"o3\", but it was \"gpt-5\"");
		fails(() -> request.hasStartWithin("auto"), "to be \"auto\", but it was \"default\"");
		fails(() -> request.hasStartWithin(Duration.ofSeconds(5)), "to be PT5S, but it was null");
		fails(() -> request.hasField("temperature", 1), "to be 1, but it was null");
		fails(() -> request.hasNoField("model"), "to be null, but it was \"gpt-5\"");
	}

	@Test
	void failureTellsNoHeader() {
		ask("gpt-5", "default");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.router).lastRequest().hasHeader("Authorization", "Bearer secret"))
			.withMessageContaining("to have another header 'Authorization'")
			.withMessageNotContainingAny("secret", "flex_live_test");
		fails(() -> assertThat(this.router).lastRequest().hasHeader("X-Team", "search"), "'X-Team'; it has none");
	}

	@Test
	void tellsTierAndReason() {
		ask("gpt-5", "00h-00m-30s");
		assertThat(this.router).servedOn("flex").withinWindow().hasRoutingReason("flex_won").wasCompleted();
		fails(() -> assertThat(this.router).servedOn("priority"), "Expected POST /v1/responses to be served on tier "
				+ "'priority', but tier 'flex' served it, reason 'flex_won'");
		fails(() -> assertThat(this.router).lastRequest().hasRoutingReason("flex_deadline"),
				"to have the routing reason 'flex_deadline', but tier 'flex' served it, reason 'flex_won'");
		fails(() -> assertThat(this.router).lastRequest().refusedWith("insufficient_balance"),
				"to be refused with 'insufficient_balance', but tier 'flex' served it");
		fails(() -> assertThat(this.router).lastRequest().wasAborted(), "to be ABORTED, but it was COMPLETED");
	}

	@Test
	void defaultAndStandardAreTheSame() {
		ask("gpt-5", "default");
		assertThat(this.router).servedOn("default").servedOn("standard");
	}

	@Test
	void requestWithoutWindowIsNotWithinIt() {
		ask("gpt-5", "default");
		fails(() -> assertThat(this.router).servedOn("default").withinWindow(),
				"Expected POST /v1/responses to have a window, but 'start_within' was 'default'");
	}

	@Test
	void lostRaceIsNotWithinWindow() {
		try (LocalRouter full = LocalRouter.builder().capacity(0).build().start()) {
			new RouterClient(full).post("/responses", "{'model':'gpt-5','input':'Hi','start_within':'00h-00m-30s'}");
			fails(() -> assertThat(full).lastRequest().withinWindow(),
					"Expected POST /v1/responses to start on flex within PT30S, but tier 'default' served it");
		}
	}

	@Test
	void lateAnswerIsNotWithinWindow() {
		this.router.freezeTime();
		this.router.enqueue(LocalAnswer.simulated().servedOn("flex").delayedBy(Duration.ofMinutes(1)));
		CompletableFuture<Void> call = CompletableFuture.runAsync(() -> ask("gpt-5", "00h-00m-30s"));
		RecordedRequest request = this.router.takeRequest();
		this.router.advanceTime(Duration.ofMinutes(2));
		call.join();
		fails(() -> assertThat(request).servedOn("flex").withinWindow(), "reason 'flex_won' after PT1M15S");
	}

	@Test
	void scriptedErrorIsARefusal() {
		this.router.enqueue(LocalAnswer.error("insufficient_balance"));
		ask("gpt-5", "default");
		assertThat(this.router).lastRequest().refusedWith("insufficient_balance");
	}

	@Test
	void requestWithoutAnswerHasNone() {
		this.router.enqueue(LocalAnswer.simulated().resetBeforeHeaders());
		assertThatException().isThrownBy(() -> ask("gpt-5", "default"));
		assertThat(this.router).lastRequest().wasAborted();
	}

	@Test
	void tellsRefusal() {
		ask("claude-opus-4-8", "00h-00m-30s");
		assertThat(this.router).lastRequest().refusedWith("flex_unsupported_for_anthropic");
		fails(() -> assertThat(this.router).servedOn("flex"),
				"to be served on tier 'flex', but the answer was " + "status 400 'flex_unsupported_for_anthropic'");
	}

	private void ask(String model, String startWithin) {
		new RouterClient(this.router).post("/responses",
				"{'model':'" + model + "','input':'Hi','start_within':'" + startWithin + "'}");
	}

	private static void fails(ThrowingCallable assertion, String message) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessageContaining(message);
	}

}
