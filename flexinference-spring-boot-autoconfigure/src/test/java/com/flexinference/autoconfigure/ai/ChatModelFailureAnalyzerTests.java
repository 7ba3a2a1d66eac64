package com.flexinference.autoconfigure.ai;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.template.FlexInferenceTemplateAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChatModelFailureAnalyzer}.
 */
class ChatModelFailureAnalyzerTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(FlexInferenceAutoConfiguration.class, FlexInferenceTemplateAutoConfiguration.class,
					FlexInferenceChatAutoConfiguration.class, ChatClientAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(classes = { NeedsModel.class, NeedsChatClient.class })
	void namesTheModels(Class<?> bean) {
		this.contextRunner.withPropertyValues("flexinference.api-key=flex_live_one")
			.withBean("openAiChatModel", ChatModel.class, () -> (prompt) -> null)
			.withBean(bean)
			.run((context) -> assertThat(analyze(context)).satisfies((analysis) -> {
				assertThat(analysis.getDescription()).contains("flexInferenceChatModel and openAiChatModel.");
				assertThat(analysis.getAction()).contains("spring.ai.model.chat=flexinference", "'openai'", "@Primary",
						"spring.ai.model.chat=none");
			}));
	}

	@Test
	void otherFailuresAreLeftAlone() {
		this.contextRunner.withPropertyValues("flexinference.api-key=flex_live_one")
			.withBean(NeedsText.class)
			.run((context) -> assertThat(analyze(context)).isNull());
	}

	private static FailureAnalysis analyze(AssertableApplicationContext context) {
		assertThat(context).hasFailed();
		return new ChatModelFailureAnalyzer().analyze(context.getStartupFailure());
	}

	record NeedsModel(ChatModel model) {

	}

	record NeedsChatClient(ChatClient.Builder builder) {

	}

	record NeedsText(CharSequence text) {

	}

}
