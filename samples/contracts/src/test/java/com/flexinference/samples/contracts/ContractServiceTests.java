package com.flexinference.samples.contracts;

import java.time.Duration;
import java.time.InstantSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestConstructor;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;
import com.flexinference.template.Deadline;
import com.flexinference.template.DeadlineExceededException;
import com.flexinference.template.FlexInferenceScope;
import com.flexinference.template.typed.AnswerRefusedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ContractService}, without network and without cost.
 */
@SpringBootTest(properties = "flexinference.local-router.preferred=true")
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class ContractServiceTests {

	private final ContractService contracts;

	private final ContractClient client;

	private final LocalRouter router;

	@Autowired
	ContractServiceTests(ContractService contracts, ContractClient client, LocalRouter router) {
		this.contracts = contracts;
		this.client = client;
		this.router = router;
	}

	@BeforeEach
	void forgetRequestsOfTheStart() {
		this.router.reset();
	}

	@Test
	void summaryCanWaitHalfAMinute() {
		assertThat(this.contracts.summarize("A contract.")).isNotBlank();
		RecordedRequest request = this.router.takeRequest();
		assertThat(request.path()).isEqualTo("/v1/responses");
		assertThat(request.window()).hasSeconds(30);
		assertThat(request.json().path("instructions").asString()).contains("lawyer");
	}

	@Test
	void termsAreTyped() {
		assertThat(this.contracts.terms("A contract.").monthlyRent()).isPositive();
		assertThat(this.router.takeRequest().path()).isEqualTo("/v1/responses");
	}

	@Test
	void termsThatTheModelRefusesAreToldApart() {
		this.router.enqueue(LocalAnswer.refusal("I am no lawyer."));
		assertThatExceptionOfType(AnswerRefusedException.class).isThrownBy(() -> this.contracts.terms("A contract."))
			.satisfies((ex) -> assertThat(ex.text()).isEqualTo("I am no lawyer."));
	}

	@Test
	void reviewFitsItsWindowsIntoTwoMinutes() {
		this.contracts.review("A contract.");
		assertThat(this.router.takeRequest().window()).isLessThanOrEqualTo(Duration.ofSeconds(90));
		RecordedRequest risks = this.router.takeRequest();
		assertThat(risks.window()).isLessThanOrEqualTo(Duration.ofSeconds(90));
		assertThat(risks.json().path("input").asString()).contains("in English. A contract.");
	}

	@Test
	void verdictIsWantedAtOnce() {
		this.router.enqueue(LocalAnswer.text("{\"reason\": \"Pets are usual.\", \"fair\": false}"));
		assertThat(this.client.judge("No pets.")).isEqualTo(new ContractClient.Verdict("Pets are usual.", false));
		assertThat(this.router.takeRequest().startWithin()).isEqualTo("default");
	}

	@Test
	void nothingIsAskedWhenTheTimeIsOver() {
		InstantSource clock = InstantSource.system();
		FlexInferenceScope late = FlexInferenceScope.NONE
			.withDeadline(Deadline.at("the nightly run", clock.instant(), clock));
		assertThatExceptionOfType(DeadlineExceededException.class)
			.isThrownBy(() -> FlexInferenceScope.with(late, () -> this.contracts.summarize("A contract.")))
			.withMessageContaining("the nightly run");
		assertThat(this.router.requests()).isEmpty();
	}

}
