package com.flexinference.autoconfigure.actuate;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.observation.FlexInferenceRequestContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Advice}.
 */
class AdviceTests {

	private static final Duration LATE = Duration.ofSeconds(31);

	@Test
	void shorterWindow() {
		List<String> calls = advice(times(100, race("flex_won", Duration.ofMillis(3200))));
		assertThat(calls).singleElement()
			.asString()
			.isEqualTo("You allow 30 s; 99 % start within 4 s. A window of 8 s would be enough.");
	}

	@Test
	void windowIsNeverShorterThanAllowed() {
		List<String> calls = advice(times(100, race("flex_won", Duration.ofMillis(3))));
		assertThat(calls).singleElement().asString().contains("within 1 s", "A window of 5 s");
	}

	@Test
	void windowThatIsNeededStays() {
		List<String> slow = advice(times(98, race("flex_won", Duration.ofSeconds(1))),
				times(2, race("flex_won", Duration.ofSeconds(12))));
		List<String> missed = advice(times(96, race("flex_won", Duration.ofSeconds(1))),
				times(4, race("flex_deadline", LATE)));
		assertThat(slow).isEmpty();
		assertThat(missed).isEmpty();
	}

	@Test
	void longerWindow() {
		List<String> calls = advice(times(88, race("flex_won", Duration.ofSeconds(9))),
				times(12, race("flex_deadline", LATE)));
		assertThat(calls).singleElement()
			.asString()
			.isEqualTo("12 % of races ended flex_deadline, at the "
					+ "standard price; a window longer than 30 s would allow more answers from the flex tier.");
	}

	@Test
	void longestWindowCannotBeLonger() {
		Duration longest = Duration.ofMinutes(10);
		List<String> calls = advice(times(100, EndedCalls.race("flex_deadline", longest, longest)));
		assertThat(calls).isEmpty();
	}

	@Test
	void fewerAtOnce() {
		List<String> calls = advice(times(95, race("flex_won", Duration.ofSeconds(9))),
				times(5, race("flex_slots_full", Duration.ofSeconds(1))));
		assertThat(calls).singleElement().asString().startsWith("5 % of races ended flex_slots_full");
	}

	@Test
	void anotherTime() {
		List<String> calls = advice(times(60, race("flex_won", Duration.ofSeconds(9))),
				times(40, race("flex_capacity", Duration.ofSeconds(1))));
		assertThat(calls).singleElement().asString().startsWith("40 % of races ended flex_capacity");
	}

	@Test
	void race() {
		List<String> calls = advice(times(100, EndedCalls.standard(CallerFormat.RESPONSES, "openai")));
		assertThat(calls).singleElement().asString().contains("up to 0.050000 of 0.100000 USD less");
	}

	@Test
	void providerWithoutFlexDoesNotRace() {
		List<String> calls = advice(times(99, EndedCalls.standard(CallerFormat.RESPONSES, "openai")),
				times(1, EndedCalls.standard(CallerFormat.RESPONSES, "anthropic")));
		assertThat(calls).isEmpty();
	}

	@Test
	void fewCallsSayNothing() {
		List<String> few = advice(times(49, race("flex_slots_full", LATE)));
		List<String> enough = advice(times(50, race("flex_slots_full", LATE)));
		assertThat(few).isEmpty();
		assertThat(enough).hasSize(1);
	}

	@Test
	void allIsWellSaysNothing() {
		List<String> calls = advice(times(100, race("flex_won", Duration.ofSeconds(10))));
		assertThat(calls).isEmpty();
	}

	@SafeVarargs
	private static List<String> advice(Stream<FlexInferenceRequestContext>... contexts) {
		return Advice.of(EndedCalls.numbers(contexts)).map(Advice::text).toList();
	}

	private static Stream<FlexInferenceRequestContext> times(int count, FlexInferenceRequestContext context) {
		return EndedCalls.times(count, context);
	}

	private static FlexInferenceRequestContext race(String reason, Duration start) {
		return EndedCalls.race(reason, start);
	}

}
