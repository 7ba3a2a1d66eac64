package com.flexinference.samples.testing;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.test.FlexInferenceTest;

import static com.flexinference.router.test.LocalRouterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Flex does not start in time, and the standard tier answers.
 */
@FlexInferenceTest(Summaries.class)
class LostRaceTests {

	@Autowired
	private Summaries summaries;

	@Autowired
	private LocalRouter router;

	@Test
	void lostRaceIsAnsweredAllTheSame() {
		this.router.enqueue(LocalAnswer.text("A complaint.").reason("flex_deadline"));
		assertThat(this.summaries.summarize("Dear Sir or Madam")).isEqualTo("A complaint.");
		assertThat(this.router).servedOn("default").hasRoutingReason("flex_deadline");
	}

	@Test
	void dayWithoutCapacityIsSurvived() {
		this.router.capacity(0);
		assertThat(this.summaries.summarize("Dear Sir or Madam")).isNotEmpty();
		assertThat(this.router).servedOn("default");
	}

}
