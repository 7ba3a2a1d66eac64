package com.flexinference.client.internal.format;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CollectedText}.
 */
class CollectedTextTests {

	@Test
	void oneWideCharacterDoublesTheMemoryOfAllOthers() {
		CollectedText text = new CollectedText(new Budget(14));
		text.append("123456");
		text.append("€");
		assertThat(text).hasToString("123456€");
		assertThatExceptionOfType(Budget.ExceededException.class).isThrownBy(() -> text.append("7"));
	}

}
