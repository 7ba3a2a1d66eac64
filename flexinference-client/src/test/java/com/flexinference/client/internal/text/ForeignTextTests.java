package com.flexinference.client.internal.text;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ForeignText} and {@link SentKeys}.
 */
class ForeignTextTests {

	private static final String KEY = "vlt_en-of.a~vault+1";

	@Test
	void escapesWhatEndsALineOrChangesHowItIsShown() {
		assertThat(ForeignText.neutralize("a\r\n\tb\u001b[31m\u0085\u2028\u202e\u2066\u200b\0\ud800 é \ud83d\ude00"))
			.isEqualTo("a\\r\\n\\tb\\u001b[31m\\u0085\\u2028\\u202e\\u2066\\u200b\\u0000\\ud800 é \ud83d\ude00");
	}

	@Test
	void cutsLongTexts() {
		assertThat(ForeignText.neutralize("abc", 3)).isEqualTo("abc");
		assertThat(ForeignText.neutralize("abcd", 3)).isEqualTo("abc…");
		assertThat(ForeignText.neutralize("ab\ud83d\ude00", 3)).isEqualTo("ab…");
		assertThat(ForeignText.neutralize("x".repeat(1_000_000))).hasSize(ForeignText.MAX_LENGTH + 1).endsWith("…");
	}

	@Test
	void masksKeysOfTheDocumentedForm() {
		assertThat(ForeignText.neutralize("a flex_live_0123 b flex_test_x"))
			.isEqualTo("a flex_live_**** b flex_test_****");
	}

	@Test
	void masksKeysThatWereSentWhereverTheTextIsCut() {
		SentKeys.add(KEY);
		assertThat(ForeignText.neutralize("No " + KEY + " here")).isEqualTo("No **** here");
		IntStream.range(0, 40)
			.forEach((begin) -> assertThat(ForeignText.neutralize(" ".repeat(begin) + KEY, 20)).doesNotContain("vlt"));
		IntStream.range(900, 1200)
			.forEach((begin) -> assertThat(ForeignText.neutralize(" ".repeat(begin) + KEY.repeat(9), 20))
				.doesNotContain("vlt"));
		assertThat(ForeignText.neutralize(KEY.repeat(1000), 2000)).doesNotContain("vlt");
	}

	@Test
	void masksAllOfASentKeyOfTheDocumentedForm() {
		SentKeys.add("flex_live_ab.cd");
		assertThat(ForeignText.neutralize("flex_live_ab.cd")).isEqualTo("flex_live_****");
	}

	@Test
	void keepsTheKeysThatWereSentLast() {
		SentKeys.add("oldest-key");
		IntStream.range(0, 300).forEach((number) -> {
			SentKeys.add("some-key-" + number);
			SentKeys.add(KEY);
		});
		assertThat(ForeignText.mask(KEY + " some-key-299 oldest-key")).isEqualTo("**** **** oldest-key");
	}

	@Test
	void wordsAreNoKeys() {
		SentKeys.add("key");
		assertThat(ForeignText.mask("Check the key.")).isEqualTo("Check the key.");
	}

}
