package com.flexinference.autoconfigure.ai;

import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import com.flexinference.ai.FlexInferenceChatModel;
import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.template.FlexInferenceTemplateAutoConfiguration;
import com.flexinference.client.FlexInferenceClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChatModelFailureAnalyzer}.
 */
class ChatModelFailureAnalyzerTests {

	private final AtomicReference<BeanFactory> beanFactory = new AtomicReference<>();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer((context) -> this.beanFactory.set(context.getBeanFactory()))
		.withConfiguration(AutoConfigurations.of(FlexInferenceAutoConfiguration.class,
				FlexInferenceTemplateAutoConfiguration.class, FlexInferenceChatAutoConfiguration.class,
				ChatClientAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(classes = { NeedsModel.class, NeedsOurs.class, NeedsChatClient.class })
	void namesTheClients(Class<?> bean) {
		this.contextRunner.withBean("one", FlexInferenceClient.class, () -> FlexInferenceClient.create("flex_live_one"))
			.withBean("two", FlexInferenceClient.class, () -> FlexInferenceClient.create("flex_live_two"))
			.withBean(bean)
			.run((context) -> assertThat(analyze(context)).satisfies((analysis) -> {
				assertThat(analysis.getDescription()).contains("there are 2: one, two.");
				assertThat(analysis.getAction()).contains("@Primary", "@Qualifier(\"one\")");
			}));
	}

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

	private FailureAnalysis analyze(AssertableApplicationContext context) {
		assertThat(context).hasFailed();
		return new ChatModelFailureAnalyzer(this.beanFactory.get()).analyze(context.getStartupFailure());
	}

	record NeedsModel(ChatModel model) {

	}

	record NeedsOurs(FlexInferenceChatModel model) {

	}

	record NeedsChatClient(ChatClient.Builder builder) {

	}

	record NeedsText(CharSequence text) {

	}

}
