package com.flexinference.autoconfigure.template;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;
import org.springframework.util.ClassUtils;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.template.FlexInferenceTemplate;
import com.flexinference.template.declared.DeclaredClient;

/**
 * An {@link AbstractFailureAnalyzer} that performs analysis of a template, a declared
 * client or a chat model that is missing because there are several clients. Ordered
 * before the analyzer of all missing beans. Types of Spring AI, which may be absent, are
 * compared by name.
 */
@Order(0)
class AmbiguousClientFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final Set<String> TYPES = Set.of(FlexInferenceTemplate.class.getName(),
			"com.flexinference.ai.FlexInferenceChatModel", "org.springframework.ai.chat.model.ChatModel",
			"org.springframework.ai.chat.client.ChatClient$Builder");

	private final BeanFactory beanFactory;

	AmbiguousClientFailureAnalyzer(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		Class<?> missing = (cause.getResolvableType() != null) ? cause.getResolvableType().resolve() : null;
		if (missing == null || cause.getNumberOfBeansFound() > 0
				|| !(TYPES.contains(missing.getName()) || missing.isAnnotationPresent(DeclaredClient.class))) {
			return null;
		}
		List<String> clients = List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
				(ListableBeanFactory) this.beanFactory, FlexInferenceClient.class, true, false));
		return (clients.size() < 2) ? null
				: new FailureAnalysis(
						"There is no " + ClassUtils.getShortName(missing)
								+ " bean, because it needs a single FlexInferenceClient, " + "and there are "
								+ clients.size() + ": " + String.join(", ", clients) + ".",
						"Mark one of the FlexInferenceClient beans @Primary, or define the others with "
								+ "'@Bean(defaultCandidate = false)' and inject them by name, such as '@Qualifier(\""
								+ clients.get(0) + "\")'.",
						cause);
	}

}
