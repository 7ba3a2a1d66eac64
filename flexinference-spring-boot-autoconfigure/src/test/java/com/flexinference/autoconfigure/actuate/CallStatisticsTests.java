package com.flexinference.autoconfigure.actuate;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.micrometer.observation.Observation;
import org.junit.jupiter.api.Test;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.format.TokenUsage;
import com.flexinference.client.observation.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallStatistics}.
 */
class CallStatisticsTests {

	private Instant now = Instant.parse("2026-11-24T00:00:00Z");

	private final CallStatistics statistics = new CallStatistics(() -> this.now);

	@Test
	void callsAreGroupedByFormatAndRequestedTier() {
		this.statistics.onStop(Calls.race("flex_won", Duration.ofSeconds(1)));
		this.statistics.onStop(Calls.standard(CallerFormat.RESPONSES, "openai"));
		this.statistics.onStop(Calls.standard(CallerFormat.MESSAGES, "anthropic"));
		assertThat(this.statistics.summaries()).extracting((summary) -> summary.key().toString())
			.containsExactly("messages/default", "responses/default", "responses/flex");
	}

	@Test
	void numbersAddUp() {
		this.statistics.onStop(Calls.race("flex_won", Duration.ofSeconds(1)));
		this.statistics.onStop(Calls.race("flex_deadline", Duration.ofSeconds(31)));
		this.statistics.onStop(Calls.failed("server_error"));
		CallSummary summary = this.statistics.summaries().get(0);
		assertThat(summary).returns(3, CallSummary::calls)
			.returns(1, CallSummary::errors)
			.returns(0, CallSummary::cancelled)
			.returns(1, CallSummary::windowsMet)
			.returns(1, CallSummary::windowsMissed)
			.returns(Duration.ofSeconds(30), CallSummary::window)
			.returns(Map.of("flex", 1, "default", 1), CallSummary::servedTiers)
			.returns(Map.of("flex_won", 1, "flex_deadline", 1), CallSummary::routingReasons)
			.returns(Map.of("openai", 2), CallSummary::providers)
			.returns(Map.of("server_error", 1), CallSummary::errorCodes)
			.returns(new TokenUsage(20, 40, 6, 0, 10), CallSummary::usage)
			.returns(new BigDecimal("0.002000"), CallSummary::cost)
			.returns(new BigDecimal("0.001000"), CallSummary::savings);
	}

	@Test
	void percentilesAreExact() {
		IntStream.rangeClosed(1, 200)
			.forEach((millis) -> this.statistics.onStop(Calls.race("flex_won", Duration.ofMillis(millis))));
		CallSummary summary = this.statistics.summaries().get(0);
		assertThat(summary.start())
			.isEqualTo(new Percentiles(Duration.ofMillis(100), Duration.ofMillis(190), Duration.ofMillis(198)));
		assertThat(summary.total())
			.isEqualTo(new Percentiles(Duration.ofMillis(600), Duration.ofMillis(690), Duration.ofMillis(698)));
	}

	@Test
	void onlyTheLastCallsAreKept() {
		this.statistics.onStop(Calls.failed("server_error"));
		Calls.times(CallStatistics.MAX_CALLS, Calls.race("flex_won", Duration.ofSeconds(1)))
			.forEach(this.statistics::onStop);
		assertThat(this.statistics.summaries()).singleElement()
			.returns(CallStatistics.MAX_CALLS, CallSummary::calls)
			.returns(0, CallSummary::errors);
	}

	@Test
	void callsAreForgottenAfterAnHour() {
		this.statistics.onStop(Calls.race("flex_deadline", Duration.ofSeconds(31)));
		assertThat(this.statistics.windowMissRatio()).isEqualTo(1.0);
		this.now = this.now.plus(CallStatistics.PERIOD);
		assertThat(this.statistics.summaries()).isEmpty();
		assertThat(this.statistics.windowMissRatio()).isNull();
	}

	@Test
	void windowMissRatioIsOfAllFormats() {
		this.statistics.onStop(Calls.race("flex_deadline", Duration.ofSeconds(31)));
		Calls.times(3, Calls.race("flex_won", Duration.ofSeconds(1))).forEach(this.statistics::onStop);
		this.statistics.onStop(Calls.standard(CallerFormat.MESSAGES, "anthropic"));
		assertThat(this.statistics.windowMissRatio()).isEqualTo(0.25);
	}

	@Test
	void lastErrorsAreTheNewestFirst() {
		for (int i = 0; i < 30; i++) {
			this.now = this.now.plusSeconds(1);
			this.statistics.onStop(Calls.failed("code_" + i));
		}
		assertThat(this.statistics.errors()).hasSize(20);
		assertThat(this.statistics.errors().get(0))
			.isEqualTo(new RecentError(this.now, "responses", "code_29", null, null));
	}

	@Test
	void textThatIsNoNameIsNotKept() {
		this.statistics.onStop(Calls.failed("The prompt was: hello"));
		assertThat(this.statistics.errors()).singleElement().returns("other", RecentError::code);
	}

	@Test
	void cancelledIsNoError() {
		var context = Calls.failed("x");
		context.setEnd(Outcome.CANCELLED, null, Duration.ofMillis(1));
		this.statistics.onStop(context);
		assertThat(this.statistics.summaries()).singleElement()
			.returns(0, CallSummary::errors)
			.returns(1, CallSummary::cancelled);
		assertThat(this.statistics.errors()).isEmpty();
	}

	@Test
	void manyThreadsLoseNothing() {
		CompletableFuture<?>[] threads = IntStream.range(0, 4)
			.mapToObj((i) -> CompletableFuture
				.runAsync(() -> Calls.times(200, Calls.race("flex_won", Duration.ofSeconds(1)))
					.forEach(this.statistics::onStop)))
			.toArray(CompletableFuture<?>[]::new);
		CompletableFuture.allOf(threads).join();
		assertThat(this.statistics.summaries()).singleElement().returns(800, CallSummary::calls);
	}

	@Test
	void otherObservationsAreNotSupported() {
		assertThat(this.statistics.supportsContext(new Observation.Context())).isFalse();
		assertThat(this.statistics.supportsContext(Calls.failed("x"))).isTrue();
	}

}
