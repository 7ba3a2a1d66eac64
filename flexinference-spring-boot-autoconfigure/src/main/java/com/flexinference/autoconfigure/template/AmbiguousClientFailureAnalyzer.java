package com.flexinference.autoconfigure.template;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.template.FlexInferenceTemplate;
import com.flexinference.template.declared.DeclaredClient;

/**
 * An {@link AbstractFailureAnalyzer} that performs analysis of a template or a declared
 * client that is missing because there are several clients. Ordered before the analyzer
 * of all missing beans.
 */
@Order(0)
class AmbiguousClientFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	private final BeanFactory beanFactory;

	AmbiguousClientFailureAnalyzer(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		Class<?> missing = (cause.getResolvableType() != null) ? cause.getResolvableType().resolve() : null;
		if (missing == null || cause.getNumberOfBeansFound() > 0
				|| !(missing == FlexInferenceTemplate.class || missing.isAnnotationPresent(DeclaredClient.class))) {
			return null;
		}
		List<String> clients = List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
				(ListableBeanFactory) this.beanFactory, FlexInferenceClient.class, true, false));
		return (clients.size() < 2) ? null : new FailureAnalysis(
				"There is no " + missing.getSimpleName() + " bean, because it needs a single FlexInferenceClient, "
						+ "and there are " + clients.size() + ": " + String.join(", ", clients) + ".",
				"Mark one of the FlexInferenceClient beans @Primary, or define the others with "
						+ "'@Bean(defaultCandidate = false)' and inject them by @Qualifier.",
				cause);
	}

}
