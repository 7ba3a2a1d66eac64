package com.flexinference.batch.internal.step;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceTransportException;
import com.flexinference.client.RateLimitedException;
import com.flexinference.client.StartWithin;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Failures}.
 */
class FailuresTests {

	@Test
	void waitsNoLongerThanAnHourForTheService() {
		try (LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start()) {
			router.enqueue(
					LocalAnswer.error("rate_limit_exceeded").header("Retry-After", String.valueOf(Long.MAX_VALUE)));
			FlexInferenceClient client = FlexInferenceClient.builder()
				.apiKey("flex_live_any")
				.baseUrl(router.baseUrl().toString())
				.build();
			assertThatExceptionOfType(RateLimitedException.class)
				.isThrownBy(() -> client.responses()
					.create((r) -> r.model("gpt-5.5").startWithin(StartWithin.DEFAULT).user("Hi")))
				.satisfies((ex) -> assertThat(Failures.retryAfter(ex)).isEqualTo(Duration.ofHours(1)));
		}
	}

	@Test
	void aRequestWithoutAConnectionIsNotCharged() {
		LocalRouter router = LocalRouter.builder().build().start();
		FlexInferenceClient client = FlexInferenceClient.builder()
			.apiKey("flex_live_any")
			.baseUrl(router.baseUrl().toString())
			.build();
		router.close();
		assertThatExceptionOfType(FlexInferenceTransportException.class).isThrownBy(
				() -> client.responses().create((r) -> r.model("gpt-5.5").startWithin(StartWithin.DEFAULT).user("Hi")))
			.satisfies((ex) -> assertThat(Failures.mayBeCharged(ex)).isFalse());
	}

}
