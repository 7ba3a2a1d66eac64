package com.flexinference.samples.contracts;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a property swaps the caller format, with the same code and the same answers.
 */
class FormatTests {

	@ParameterizedTest
	@CsvSource({ "responses, /v1/responses", "chat-completions, /v1/chat/completions", "interactions, /v1/interactions",
			"messages, /v1/messages" })
	void everyFormat(String format, String path) {
		try (ConfigurableApplicationContext context = SpringApplication.run(ContractsApplication.class,
				"--flexinference.local-router.preferred=true", "--flexinference.template.format=" + format,
				"--contracts.terms-format=" + format)) {
			LocalRouter router = context.getBean(LocalRouter.class);
			router.reset();
			assertThat(context.getBean(ContractService.class).terms("A contract.").monthlyRent()).isPositive();
			assertThat(context.getBean(ContractClient.class).judge("No pets.").reason()).isNotBlank();
			assertThat(router.requests()).hasSize(2)
				.allSatisfy((request) -> assertThat(request.path()).isEqualTo(path));
		}
	}

}
