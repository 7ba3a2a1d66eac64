package com.flexinference.samples.contracts;

import java.time.Duration;
import java.time.InstantSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestConstructor;

import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;
import com.flexinference.template.Deadline;
import com.flexinference.template.DeadlineExceededException;
import com.flexinference.template.FlexInferenceScope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ContractService}, without network and without cost.
 */
@SpringBootTest(properties = { "flexinference.api-key=", "contracts.terms-format=messages" })
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
		while (hasRequest()) {
			// Taken, and not looked at.
		}
	}

	private boolean hasRequest() {
		try {
			this.router.takeRequest(Duration.ZERO);
			return true;
		}
		catch (IllegalStateException ex) {
			return false;
		}
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
	void termsAreTypedInTheFormatOfTheProperty() {
		assertThat(this.contracts.terms("A contract.").monthlyRent()).isPositive();
		assertThat(this.router.takeRequest().path()).isEqualTo("/v1/messages");
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
		assertThat(this.client.judge("No pets.").reason()).isNotBlank();
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
		assertThat(hasRequest()).isFalse();
	}

}
