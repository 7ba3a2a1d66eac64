package com.flexinference.samples.testing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;
import com.flexinference.test.FlexInferenceTest;

import static com.flexinference.router.test.LocalRouterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An answer starts late. The time of the router stands still, and the tests let it pass,
 * so that none of them waits.
 */
@FlexInferenceTest(Summaries.class)
class SlowStartTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	@Autowired
	private Summaries summaries;

	@Autowired
	private LocalRouter router;

	@Test
	void answerComesWhenFlexStarts() {
		this.router.freezeTime();
		this.router.enqueue(LocalAnswer.text("A complaint.").servedOn("flex"));
		CompletableFuture<String> summary = summarize();
		RecordedRequest request = this.router.takeRequest();
		this.router.advanceTime(Duration.ofSeconds(14));
		assertThat(summary).isNotDone();
		this.router.advanceTime(Duration.ofSeconds(1));
		assertThat(summary).succeedsWithin(SOON).isEqualTo("A complaint.");
		assertThat(request).servedOn("flex").withinWindow();
	}

	@Test
	void answerComesFromStandardTierAfterWindow() {
		this.router.freezeTime();
		this.router.enqueue(LocalAnswer.text("A complaint.").reason("flex_deadline"));
		CompletableFuture<String> summary = summarize();
		RecordedRequest request = this.router.takeRequest();
		this.router.advanceTime(Duration.ofSeconds(30));
		assertThat(summary).succeedsWithin(SOON).isEqualTo("A complaint.");
		assertThat(request).servedOn("default").hasRoutingReason("flex_deadline");
	}

	private CompletableFuture<String> summarize() {
		return CompletableFuture.supplyAsync(() -> this.summaries.summarize("Dear Sir or Madam"));
	}

}
