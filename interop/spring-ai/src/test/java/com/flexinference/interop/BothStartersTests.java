package com.flexinference.interop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for Spring AI's OpenAI starter beside ours.
 */
class BothStartersTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("flexinference.model=gpt-5.5", "flexinference.start-within=30s",
				"spring.ai.openai.api-key=flex_live_interop");

	@ParameterizedTest
	@CsvSource({ "flexinference, /v1/responses", "openai, /v1/chat/completions" })
	void propertySelectsTheModel(String selected, String path) {
		try (LocalRouter router = LocalRouter.builder().build().start()) {
			this.contextRunner
				.withPropertyValues("spring.ai.model.chat=" + selected, "flexinference.api-key=flex_live_interop",
						"flexinference.base-url=" + router.baseUrl(), "spring.ai.openai.base-url=" + router.baseUrl(),
						"spring.ai.openai.chat.model=gpt-5.5",
						"spring.ai.openai.chat.extra-body.[start_within]=default")
				.run((context) -> {
					assertThat(context).hasSingleBean(ChatModel.class);
					assertThat(context.getBean(ChatClient.Builder.class).build().prompt("Count to 3").call().content())
						.isEqualTo("1 2 3.");
					assertThat(router.takeRequest().path()).isEqualTo(path);
				});
		}
	}

	@Test
	void embeddingsOfTheOtherStarterStay() {
		this.contextRunner.withPropertyValues("spring.ai.model.chat=flexinference")
			.run((context) -> assertThat(context).hasSingleBean(EmbeddingModel.class));
	}

	@Test
	void withoutThePropertyTheChatClientNamesBothModels() {
		this.contextRunner.run((context) -> assertThatThrownBy(() -> context.getBean(ChatClient.Builder.class))
			.hasRootCauseInstanceOf(NoUniqueBeanDefinitionException.class)
			.hasStackTraceContaining("flexInferenceChatModel,openAiChatModel"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
