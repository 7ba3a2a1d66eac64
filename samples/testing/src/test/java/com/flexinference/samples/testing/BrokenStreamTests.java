package com.flexinference.samples.testing;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.test.FlexInferenceTest;

import static com.flexinference.router.test.LocalRouterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stream breaks, in several ways. A text is one event a word, after four that open the
 * answer.
 */
@FlexInferenceTest(Summaries.class)
class BrokenStreamTests {

	private static final LocalAnswer SUMMARY = LocalAnswer.text("They want their money back.");

	private final List<String> words = new ArrayList<>();

	@Autowired
	private Summaries summaries;

	@Autowired
	private LocalRouter router;

	@Test
	void wholeStreamIsComplete() {
		this.router.enqueue(SUMMARY);
		assertThat(stream()).isTrue();
		assertThat(String.join("", this.words)).isEqualTo("They want their money back.");
	}

	@Test
	void lostConnectionIsNoEnd() {
		this.router.enqueue(SUMMARY.resetAfter(6));
		assertThat(stream()).isFalse();
		assertThat(this.router).lastRequest().wasAborted();
	}

	@Test
	void failureIsNoEnd() {
		this.router.enqueue(SUMMARY.failedAfter(6, "upstream_stream_failed"));
		assertThat(stream()).isFalse();
		assertThat(this.words).hasSize(2);
	}

	@Test
	void missingEndIsNoEnd() {
		this.router.enqueue(SUMMARY.withoutEnd());
		assertThat(stream()).isFalse();
		assertThat(String.join("", this.words)).isEqualTo("They want their money back.");
	}

	private boolean stream() {
		return this.summaries.stream("Dear Sir or Madam", this.words::add);
	}

}
