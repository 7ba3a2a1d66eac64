package com.flexinference.autoconfigure.ai;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/**
 * An {@link AbstractFailureAnalyzer} that performs analysis of a chat model that is one
 * of several. Ordered before the analyzer of all beans of which there are several. The
 * type of Spring AI, which may be absent, is compared by name.
 */
@Order(0)
class ChatModelFailureAnalyzer extends AbstractFailureAnalyzer<NoUniqueBeanDefinitionException> {

	private static final String OURS = "flexInferenceChatModel";

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoUniqueBeanDefinitionException cause) {
		Class<?> type = cause.getBeanType();
		List<String> others = new ArrayList<>(cause.getBeanNamesFound());
		if (type == null || !type.getName().equals("org.springframework.ai.chat.model.ChatModel")
				|| !others.remove(OURS)) {
			return null;
		}
		return new FailureAnalysis(
				"There are several ChatModel beans: " + OURS + " and " + String.join(", ", others) + ".",
				"To use FlexInference and not the chat model of another starter, set spring.ai.model.chat=flexinference."
						+ " To use the other one, set spring.ai.model.chat to its name, such as 'openai'."
						+ " To use a ChatModel bean of your own, mark it @Primary, or set spring.ai.model.chat=none.",
				cause);
	}

}
