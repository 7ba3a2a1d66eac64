package com.flexinference.autoconfigure.template;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;

import com.flexinference.ai.FlexInferenceChatModel;
import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.ai.FlexInferenceChatAutoConfiguration;
import com.flexinference.autoconfigure.template.clients.Letters;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link AmbiguousClientFailureAnalyzer}.
 */
class AmbiguousClientFailureAnalyzerTests {

	@ParameterizedTest
	@ValueSource(classes = { NeedsTemplate.class, NeedsDeclaredClient.class, NeedsModel.class, NeedsOurs.class,
			NeedsChatClient.class })
	void namesTheClientsAndWhatToDo(Class<?> bean) {
		assertThat(analyze(bean, "one", "two")).satisfies((analysis) -> {
			assertThat(analysis.getDescription()).contains("a single FlexInferenceClient, and there are 2: one, two.");
			assertThat(analysis.getAction()).contains("@Primary", "@Qualifier(\"one\")", "defaultCandidate");
		});
	}

	@Test
	void otherMissingBeansAreLeftAlone() {
		assertThat(analyze(NeedsText.class, "one", "two")).isNull();
	}

	private static FailureAnalysis analyze(Class<?> bean, String... clients) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			for (String client : clients) {
				context.registerBean(client, FlexInferenceClient.class,
						() -> FlexInferenceClient.create("flex_live_" + client));
			}
			context.register(Application.class, bean);
			UnsatisfiedDependencyException failure = catchThrowableOfType(UnsatisfiedDependencyException.class,
					context::refresh);
			return new AmbiguousClientFailureAnalyzer(context.getBeanFactory()).analyze(failure);
		}
	}

	record NeedsTemplate(FlexInferenceTemplate template) {

	}

	record NeedsDeclaredClient(Letters letters) {

	}

	record NeedsModel(ChatModel model) {

	}

	record NeedsOurs(FlexInferenceChatModel model) {

	}

	record NeedsChatClient(ChatClient.Builder builder) {

	}

	record NeedsText(CharSequence text) {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ FlexInferenceAutoConfiguration.class, FlexInferenceTemplateAutoConfiguration.class,
			FlexInferenceChatAutoConfiguration.class, ChatClientAutoConfiguration.class })
	static class Application {

	}

}
