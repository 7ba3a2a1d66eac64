package com.flexinference.samples.testing;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import com.flexinference.router.LocalRouter;
import com.flexinference.test.FlexInferenceTest;

import static com.flexinference.router.test.LocalRouterAssertions.assertThat;

/**
 * How long a request may wait, and what it says.
 */
@FlexInferenceTest(Summaries.class)
class WindowTests {

	@Autowired
	private Summaries summaries;

	@Autowired
	private LocalRouter router;

	@Test
	void summaryWaitsForFlex() {
		this.router.capacity(1);
		this.summaries.summarize("Dear Sir or Madam");
		assertThat(this.router).servedOn("flex")
			.withinWindow()
			.hasStartWithin(Duration.ofSeconds(30))
			.hasModel("gpt-5.5")
			.hasField("input", "Summarize: Dear Sir or Madam");
	}

	@Test
	void streamDoesNotWait() {
		this.summaries.stream("Dear Sir or Madam", (word) -> {
		});
		assertThat(this.router).servedOn("default").hasStartWithin("default").wasCompleted();
	}

}
