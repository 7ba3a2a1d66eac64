package com.flexinference.autoconfigure.actuate;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import com.flexinference.client.format.CallerFormat;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AdviceRule}.
 */
class AdviceRuleTests {

	private static final Duration LATE = Duration.ofSeconds(31);

	@Test
	void shorterWindow() {
		CallSummary calls = Calls.summary(Calls.times(100, Calls.race("flex_won", Duration.ofMillis(3200))));
		assertThat(AdviceRule.SHORTER_WINDOW.advise(calls))
			.isEqualTo("You allow 30 s; 99 % start within 4 s. A window of 8 s would be enough.");
	}

	@Test
	void windowIsNeverShorterThanAllowed() {
		CallSummary calls = Calls.summary(Calls.times(100, Calls.race("flex_won", Duration.ofMillis(3))));
		assertThat(AdviceRule.SHORTER_WINDOW.advise(calls)).contains("within 1 s", "A window of 5 s");
	}

	@Test
	void windowThatIsNeededStays() {
		CallSummary slow = Calls.summary(Calls.times(98, Calls.race("flex_won", Duration.ofSeconds(1))),
				Calls.times(2, Calls.race("flex_won", Duration.ofSeconds(12))));
		CallSummary missed = Calls.summary(Calls.times(96, Calls.race("flex_won", Duration.ofSeconds(1))),
				Calls.times(4, Calls.race("flex_deadline", LATE)));
		assertThat(AdviceRule.SHORTER_WINDOW.advise(slow)).isNull();
		assertThat(AdviceRule.SHORTER_WINDOW.advise(missed)).isNull();
	}

	@Test
	void longerWindow() {
		CallSummary calls = Calls.summary(Calls.times(88, Calls.race("flex_won", Duration.ofSeconds(9))),
				Calls.times(12, Calls.race("flex_deadline", LATE)));
		assertThat(AdviceRule.LONGER_WINDOW.advise(calls)).isEqualTo("12 % of races ended flex_deadline, at the "
				+ "standard price; a window longer than 30 s would let flex serve more.");
	}

	@Test
	void longestWindowCannotBeLonger() {
		Duration longest = Duration.ofMinutes(10);
		CallSummary calls = Calls.summary(Calls.times(100, Calls.race("flex_deadline", longest, longest)));
		assertThat(AdviceRule.LONGER_WINDOW.advise(calls)).isNull();
	}

	@Test
	void fewerAtOnce() {
		CallSummary calls = Calls.summary(Calls.times(95, Calls.race("flex_won", Duration.ofSeconds(9))),
				Calls.times(5, Calls.race("flex_slots_full", Duration.ofSeconds(1))));
		assertThat(AdviceRule.FEWER_AT_ONCE.advise(calls)).startsWith("5 % of races ended flex_slots_full");
	}

	@Test
	void anotherTime() {
		CallSummary calls = Calls.summary(Calls.times(60, Calls.race("flex_won", Duration.ofSeconds(9))),
				Calls.times(40, Calls.race("flex_capacity", Duration.ofSeconds(1))));
		assertThat(AdviceRule.ANOTHER_TIME.advise(calls)).startsWith("40 % of races ended flex_capacity");
	}

	@Test
	void race() {
		CallSummary calls = Calls.summary(Calls.times(100, Calls.standard(CallerFormat.RESPONSES, "openai")));
		assertThat(AdviceRule.RACE.advise(calls)).contains("up to 0.050000 of 0.100000 USD less");
	}

	@Test
	void providerWithoutFlexDoesNotRace() {
		CallSummary calls = Calls.summary(Calls.times(99, Calls.standard(CallerFormat.RESPONSES, "openai")),
				Calls.times(1, Calls.standard(CallerFormat.RESPONSES, "anthropic")));
		assertThat(AdviceRule.RACE.advise(calls)).isNull();
	}

	@Test
	void errors() {
		CallSummary calls = Calls.summary(Calls.times(90, Calls.race("flex_won", Duration.ofSeconds(9))),
				Calls.times(3, Calls.failed("one")), Calls.times(7, Calls.failed("rate_limited")));
		assertThat(AdviceRule.ERRORS.advise(calls)).isEqualTo("10 % of calls failed, most with the code rate_limited.");
	}

	@Test
	void fewCallsSayNothing() {
		CallSummary few = Calls.summary(Calls.times(49, Calls.failed("one")));
		CallSummary enough = Calls.summary(Calls.times(50, Calls.failed("one")));
		assertThat(AdviceRule.ERRORS.advise(few)).isNull();
		assertThat(AdviceRule.ERRORS.advise(enough)).isNotNull();
	}

	@Test
	void allIsWellSaysNothing() {
		CallSummary calls = Calls.summary(Calls.times(100, Calls.race("flex_won", Duration.ofSeconds(10))));
		assertThat(AdviceRule.values()).allSatisfy((rule) -> assertThat(rule.advise(calls)).isNull());
	}

}
