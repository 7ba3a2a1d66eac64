package com.flexinference.autoconfigure.actuate;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.micrometer.observation.Observation;
import org.junit.jupiter.api.Test;

import com.flexinference.autoconfigure.actuate.RecentCallsObservationHandler.CallsDescriptor;
import com.flexinference.autoconfigure.actuate.RecentCallsObservationHandler.ErrorDescriptor;
import com.flexinference.autoconfigure.actuate.RecentCallsObservationHandler.PercentilesDescriptor;
import com.flexinference.autoconfigure.actuate.RecentCallsObservationHandler.WindowDescriptor;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.observation.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

/**
 * Tests for {@link RecentCallsObservationHandler}.
 */
class RecentCallsObservationHandlerTests {

	private Instant now = Instant.parse("2026-11-24T00:00:00Z");

	private final RecentCallsObservationHandler handler = new RecentCallsObservationHandler(() -> this.now);

	@Test
	void callsAreGroupedByFormatAndRequestedTier() {
		this.handler.onStop(EndedCalls.race("flex_won", Duration.ofSeconds(1)));
		this.handler.onStop(EndedCalls.standard(CallerFormat.RESPONSES, "openai"));
		this.handler.onStop(EndedCalls.standard(CallerFormat.MESSAGES, "anthropic"));
		assertThat(this.handler.describe().calls()).extracting((calls) -> calls.format() + "/" + calls.requestedTier())
			.containsExactly("messages/default", "responses/default", "responses/flex");
	}

	@Test
	void numbersAddUp() {
		this.handler.onStop(EndedCalls.race("flex_won", Duration.ofSeconds(1)));
		this.handler.onStop(EndedCalls.race("flex_deadline", Duration.ofSeconds(31)));
		this.handler.onStop(EndedCalls.failed("server_error"));
		CallsDescriptor calls = this.handler.describe().calls().get(0);
		assertThat(calls).returns(3L, CallsDescriptor::count)
			.returns(1L, CallsDescriptor::errors)
			.returns(0L, CallsDescriptor::cancelled)
			.returns(new WindowDescriptor(Duration.ofSeconds(30), 1, 1), CallsDescriptor::window)
			.returns(Map.of("flex", 1L, "default", 1L), CallsDescriptor::servedTiers)
			.returns(Map.of("flex_won", 1L, "flex_deadline", 1L), CallsDescriptor::routingReasons)
			.returns(Map.of("openai", 2L), CallsDescriptor::providers)
			.returns(Map.of("server_error", 1L), CallsDescriptor::errorCodes)
			.returns(Map.of("input", 20L, "output", 40L, "cached", 6L, "reasoning", 10L), CallsDescriptor::tokens)
			.returns(new BigDecimal("0.002000"), CallsDescriptor::costUsd)
			.returns(new BigDecimal("0.001000"), CallsDescriptor::savingsUsd);
	}

	@Test
	void percentilesAreWithinOnePercent() {
		IntStream.rangeClosed(1, 2000)
			.forEach((millis) -> this.handler.onStop(EndedCalls.race("flex_won", Duration.ofMillis(millis))));
		CallsDescriptor calls = this.handler.describe().calls().get(0);
		assertThat(calls.startMillis()).satisfies((start) -> {
			assertThat(start.p50()).isCloseTo(1000, withinPercentage(1));
			assertThat(start.p95()).isCloseTo(1900, withinPercentage(1));
			assertThat(start.p99()).isCloseTo(1980, withinPercentage(1));
		});
		assertThat(calls.totalMillis().p99()).isCloseTo(2480, withinPercentage(1));
	}

	@Test
	void callThatDidNotStartHasNoTimeToStart() {
		this.handler.onStop(EndedCalls.failed("server_error"));
		assertThat(this.handler.describe().calls()).singleElement()
			.returns(null, CallsDescriptor::startMillis)
			.returns(new PercentilesDescriptor(5, 5, 5), CallsDescriptor::totalMillis);
	}

	@Test
	void callsOfTheLastHalfHourAreShown() {
		this.handler.onStop(EndedCalls.failed("first"));
		this.now = this.now.plus(Duration.ofMinutes(30));
		this.handler.onStop(EndedCalls.failed("second"));
		assertThat(this.handler.describe().calls()).singleElement().returns(2L, CallsDescriptor::count);
		assertThat(this.handler.describe().period()).isEqualTo(Duration.ofMinutes(30));
		this.now = this.now.plus(Duration.ofMinutes(30));
		assertThat(this.handler.describe().calls()).singleElement()
			.returns(Map.of("second", 1L), CallsDescriptor::errorCodes);
		assertThat(this.handler.describe().period()).isEqualTo(Duration.ofMinutes(30));
	}

	@Test
	void callsAreForgottenAfterAnHour() {
		this.handler.onStop(EndedCalls.race("flex_deadline", Duration.ofSeconds(31)));
		assertThat(this.handler.describe().calls()).hasSize(1);
		this.now = this.now.plus(Duration.ofHours(1));
		assertThat(this.handler.describe().calls()).isEmpty();
	}

	@Test
	void lastErrorsAreTheNewestFirst() {
		for (int i = 0; i < 30; i++) {
			this.now = this.now.plusSeconds(1);
			this.handler.onStop(EndedCalls.failed("code_" + i));
		}
		assertThat(this.handler.describe().errors()).hasSize(20);
		assertThat(this.handler.describe().errors().get(0))
			.isEqualTo(new ErrorDescriptor(this.now, "responses", "code_29", null, null));
	}

	@Test
	void textThatIsNoNameIsNotKept() {
		this.handler.onStop(EndedCalls.failed("The prompt was: hello"));
		assertThat(this.handler.describe().errors()).singleElement().returns("other", ErrorDescriptor::code);
	}

	@Test
	void cancelledIsNoError() {
		var context = EndedCalls.failed("x");
		context.setEnd(Outcome.CANCELLED, null, Duration.ofMillis(1));
		this.handler.onStop(context);
		assertThat(this.handler.describe().calls()).singleElement()
			.returns(0L, CallsDescriptor::errors)
			.returns(1L, CallsDescriptor::cancelled);
		assertThat(this.handler.describe().errors()).isEmpty();
	}

	@Test
	void manyThreadsLoseNothing() {
		CompletableFuture<?>[] threads = IntStream.range(0, 4)
			.mapToObj((i) -> CompletableFuture
				.runAsync(() -> EndedCalls.times(200, EndedCalls.race("flex_won", Duration.ofSeconds(1)))
					.forEach(this.handler::onStop)))
			.toArray(CompletableFuture<?>[]::new);
		CompletableFuture.allOf(threads).join();
		assertThat(this.handler.describe().calls()).singleElement().returns(800L, CallsDescriptor::count);
	}

	@Test
	void otherObservationsAreNotSupported() {
		assertThat(this.handler.supportsContext(new Observation.Context())).isFalse();
		assertThat(this.handler.supportsContext(EndedCalls.failed("x"))).isTrue();
	}

}
