package com.flexinference.client.format;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AnswerText}.
 */
class AnswerTextTests {

	@Test
	void grows() {
		AnswerText text = new AnswerText();
		StringBuilder expected = new StringBuilder();
		assertThat(text.isEmpty()).isTrue();
		for (String piece : new String[] { "", "a", "\u00e4\u2013\ud83d\ude42", "b".repeat(255), "c".repeat(3000),
				"d" }) {
			text.append(piece);
			expected.append(piece);
			assertThat(text.toString()).isEqualTo(expected.toString());
		}
		assertThat(text.isEmpty()).isFalse();
	}

	@Test
	void othersReadWhatHasArrived() throws Exception {
		AnswerText text = new AnswerText();
		AtomicBoolean ended = new AtomicBoolean();
		CountDownLatch reading = new CountDownLatch(1);
		CompletableFuture<String> reader = CompletableFuture.supplyAsync(() -> {
			String seen = "";
			boolean last;
			do {
				last = ended.get();
				String now = text.toString();
				assertThat(now).startsWith(seen);
				assertThat(now.indexOf('\0')).isNegative();
				seen = now;
				reading.countDown();
			}
			while (!last);
			return seen;
		});
		assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
		for (int i = 0; i < 20_000; i++) {
			text.append("x" + i);
		}
		ended.set(true);
		assertThat(reader.get(10, TimeUnit.SECONDS)).isEqualTo(text.toString()).startsWith("x0x1").endsWith("x19999");
	}

}
