package com.flexinference.router.internal.model;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TextWriter}.
 */
class TextWriterTests {

	@Test
	void answerQuotesPrompt() {
		assertThat(answer("Why is the sky blue?")).contains("\"Why is the sky blue?\"");
	}

	@Test
	void answerShortensLongPrompt() {
		assertThat(answer("a b c d e f g h i j k l m n")).contains("\"a b c d e f g h i j k l ...\"");
	}

	@Test
	void answerIsStable() {
		assertThat(answer("Hello")).isEqualTo(answer("Hello"));
	}

	@Test
	void answerSaysThatItIsSimulated() {
		assertThat(answer("Hello")).isEqualTo("Simulated answer to \"Hello\"; set an API key to ask a real model.");
	}

	@Test
	void answerToToolResultSaysThatItIsSimulated() {
		assertThat(TextWriter.answer(new Message(Message.Role.TOOL, "Count to 3", List.of())))
			.isEqualTo("Simulated answer to the tool result \"Count to 3\"; set an API key to ask a real model.");
	}

	@Test
	void answerToNothingIsText() {
		assertThat(answer("")).isNotBlank();
	}

	@Test
	void answerHasNoHalfCharacters() {
		assertThat(answer("\ud83d")).contains("\"?\"");
	}

	@Test
	void answerCounts() {
		assertThat(answer("Please count to 5, slowly")).isEqualTo("1 2 3 4 5.");
	}

	private String answer(String prompt) {
		return TextWriter.answer(new Message(Message.Role.USER, prompt, List.of()));
	}

}
