package com.flexinference.samples.testing;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import com.flexinference.client.RateLimitedException;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.test.FlexInferenceTest;

import static com.flexinference.router.test.LocalRouterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The service limits the rate, and the client sends again as
 * {@code flexinference.retry.max-attempts} allows.
 */
@FlexInferenceTest(Summaries.class)
class RateLimitTests {

	private static final LocalAnswer LIMITED = LocalAnswer.error("rate_limit_exceeded").header("Retry-After", "0");

	@Autowired
	private Summaries summaries;

	@Autowired
	private LocalRouter router;

	@Test
	void limitIsWaitedFor() {
		this.router.enqueue(LIMITED, 2);
		this.router.enqueue(LocalAnswer.text("A complaint."));
		assertThat(this.summaries.summarize("Dear Sir or Madam")).isEqualTo("A complaint.");
		assertThat(this.router).hasRequests(3);
	}

	@Test
	void limitThatStaysIsReported() {
		this.router.on((request) -> LIMITED);
		assertThatExceptionOfType(RateLimitedException.class)
			.isThrownBy(() -> this.summaries.summarize("Dear Sir or Madam"))
			.satisfies((ex) -> assertThat(ex.attempts()).isEqualTo(3));
	}

}
