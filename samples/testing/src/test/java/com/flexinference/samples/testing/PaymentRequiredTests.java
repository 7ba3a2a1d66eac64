package com.flexinference.samples.testing;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.test.FlexInferenceTest;

import static com.flexinference.router.test.LocalRouterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The prepaid balance is used up: 402.
 */
@FlexInferenceTest(Summaries.class)
class PaymentRequiredTests {

	@Autowired
	private Summaries summaries;

	@Autowired
	private LocalRouter router;

	@Test
	void readerIsToldThatThereIsNoSummary() {
		this.router.enqueue(LocalAnswer.error("insufficient_balance"));
		assertThat(this.summaries.summarize("Dear Sir or Madam")).isEqualTo(Summaries.NO_MONEY);
		assertThat(this.router).hasRequests(1).lastRequest().refusedWith("insufficient_balance");
	}

}
