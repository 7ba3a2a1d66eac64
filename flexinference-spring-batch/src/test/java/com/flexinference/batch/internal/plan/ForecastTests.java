package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexLimits;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Forecast} and {@link RaceModels}.
 */
class ForecastTests {

	private final Instant now = new VirtualClock().instant();

	@Test
	void saysWhatTheNightCanHold() {
		Forecast forecast = managed("ok", null);
		assertThat(forecast.lines(new PacingSettings(256, null, 25_000_000L, 10_000L),
				this.now.plus(Duration.ofHours(8)), 1_000_000, this.now))
			.containsExactly(
					"The organization can race 50 requests at once, so that 50 of the 256 requests in flight can have the"
							+ " flex price",
					"There are 8 h 0 min until the deadline: about 48,000 answers on the flex tier, or 245,760 with the"
							+ " standard tier, at 30 s each, for 10,000 items",
					"The budget is 25.00 USD, of which 1.00 USD are spent",
					"The service lets managed keys spend 4.20 USD", "The prepaid balance of managed keys is 9.00 USD",
					"Managed keys can spend 4.20 USD of the daily limit of 5.00 USD, which is renewed at"
							+ " 2026-12-01T00:00:00Z");
	}

	static Forecast managed(String serving, @Nullable String pausedReason) {
		return new Forecast(50L, new FlexLimits.Managed(List.of("openai"), serving, pausedReason, null, 4_200_000L,
				9_000_000L, 5_000_000L, 4_200_000L, Instant.parse("2026-12-01T00:00:00Z")));
	}

	@Test
	void readsTheLimitsOfTheService() {
		assertThat(read("flex_live_any")).isEqualTo(new Forecast(50L, null));
		assertThat(read("flex_live_managed").managed().spendRemainingMicroUsd()).isEqualTo(5_000_000);
		assertThat(read("flex_live_managed").paused()).isNull();
		assertThat(read("flex_live_managed_review").paused()).isEqualTo("account_under_review");
	}

	@Test
	void doesWithoutLimitsThatCannotBeRead() {
		try (LocalRouter router = LocalRouter.builder().build().start()) {
			router.enqueue(LocalAnswer.error("limits_unavailable"));
			assertThat(Forecast.read(client(router, "flex_live_any"))).isEqualTo(Forecast.UNKNOWN);
		}
	}

	@Test
	void knowsWhichRequestsCanRace() {
		try (LocalRouter router = LocalRouter.builder().build().start()) {
			RaceModels models = new RaceModels(client(router, "flex_live_any"), InstantSource.system());
			assertThat(models.canRace("{\"model\":\"gpt-5.5\"}")).isTrue();
			assertThat(models.canRace("{\"model\":\"gpt-5.5\",\"provider\":[\"openai\"]}")).isTrue();
			assertThat(models.canRace("{\"model\":\"gpt-5.5\",\"provider\":[\"foundry\"]}")).isFalse();
			assertThat(models.canRace("{\"model\":\"claude-opus-4-8\"}")).isFalse();
		}
	}

	@Test
	void readsTheModelsAgainAfterAFailure() {
		try (LocalRouter router = LocalRouter.builder().build().start()) {
			VirtualClock clock = new VirtualClock();
			router.enqueue(LocalAnswer.error("invalid_api_key"));
			RaceModels models = new RaceModels(client(router, "flex_live_any"), clock);
			assertThat(models.canRace("{\"model\":\"gpt-5.5\"}")).isFalse();
			assertThat(models.canRace("{\"model\":\"gpt-5.5\"}")).isFalse();
			clock.advance(Duration.ofSeconds(30));
			assertThat(models.canRace("{\"model\":\"gpt-5.5\"}")).isTrue();
		}
	}

	private static Forecast read(String key) {
		try (LocalRouter router = LocalRouter.builder().build().start()) {
			return Forecast.read(client(router, key));
		}
	}

	private static FlexInferenceClient client(LocalRouter router, String key) {
		return FlexInferenceClient.builder().apiKey(key).baseUrl(router.baseUrl().toString()).build();
	}

}
