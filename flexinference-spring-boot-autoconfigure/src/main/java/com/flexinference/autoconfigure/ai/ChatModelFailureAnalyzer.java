package com.flexinference.autoconfigure.ai;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

import com.flexinference.client.FlexInferenceClient;

/**
 * An {@link AbstractFailureAnalyzer} that performs analysis of a chat model that is
 * missing because there are several clients, or that is one of several. Ordered before
 * the analyzer of all missing beans. Types of Spring AI, which may be absent, are
 * compared by name.
 */
@Order(0)
class ChatModelFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final String OURS = "flexInferenceChatModel";

	private static final String MODEL = "org.springframework.ai.chat.model.ChatModel";

	private static final List<String> TYPES = List.of(MODEL, "com.flexinference.ai.FlexInferenceChatModel",
			"org.springframework.ai.chat.client.ChatClient$Builder");

	private final ListableBeanFactory beanFactory;

	ChatModelFailureAnalyzer(BeanFactory beanFactory) {
		this.beanFactory = (ListableBeanFactory) beanFactory;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		String type = (cause.getBeanType() != null) ? cause.getBeanType().getName() : "";
		if (cause instanceof NoUniqueBeanDefinitionException ambiguous) {
			List<String> models = new ArrayList<>(ambiguous.getBeanNamesFound());
			return (type.equals(MODEL) && models.remove(OURS)) ? severalModels(models, cause) : null;
		}
		List<String> clients = List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory,
				FlexInferenceClient.class, true, false));
		return (TYPES.contains(type) && clients.size() > 1) ? severalClients(clients, cause) : null;
	}

	private static FailureAnalysis severalModels(List<String> others, NoSuchBeanDefinitionException cause) {
		return new FailureAnalysis(
				"There are several ChatModel beans: " + OURS + " and " + String.join(", ", others) + ".",
				"To use FlexInference and not the chat model of another starter, set spring.ai.model.chat=flexinference."
						+ " To use the other one, set spring.ai.model.chat to its name, such as 'openai'."
						+ " To use a ChatModel bean of your own, mark it @Primary, or set spring.ai.model.chat=none.",
				cause);
	}

	private static FailureAnalysis severalClients(List<String> clients, NoSuchBeanDefinitionException cause) {
		return new FailureAnalysis(
				"There is no ChatModel bean, because it needs a single FlexInferenceClient, and there are "
						+ clients.size() + ": " + String.join(", ", clients) + ".",
				"Mark one of the FlexInferenceClient beans @Primary, or define the chat model with one of them: "
						+ "'@Bean FlexInferenceChatModel chatModel(@Qualifier(\"" + clients.get(0)
						+ "\") FlexInferenceClient client) "
						+ "{ return FlexInferenceChatModel.create(FlexInferenceTemplate.create(client)); }'.",
				cause);
	}

}
