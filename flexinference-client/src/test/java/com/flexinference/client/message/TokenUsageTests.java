package com.flexinference.client.message;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokenUsage}.
 */
class TokenUsageTests {

	@Test
	void negativeCountsAreZero() {
		assertThat(new TokenUsage(-1, 2, Long.MIN_VALUE, -3, 4)).isEqualTo(new TokenUsage(0, 2, 0, 0, 4));
	}

	@Test
	void totalDoesNotOverflow() {
		assertThat(new TokenUsage(Long.MAX_VALUE, 2, 0, 0, 0).totalTokens()).isEqualTo(Long.MAX_VALUE);
	}

}
