package com.flexinference.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionOverrideException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * An {@link AbstractFailureAnalyzer} that performs analysis of a client in
 * {@code flexinference.clients} whose name, or that of its template, another bean has.
 * Ordered before the analyzer of all overridden beans, which advises to override them.
 */
@Order(0)
class ClientNameFailureAnalyzer extends AbstractFailureAnalyzer<BeanDefinitionOverrideException> {

	private final Environment environment;

	ClientNameFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanDefinitionOverrideException cause) {
		String bean = cause.getBeanName();
		return NamedClientsRegistrar.names(this.environment)
			.stream()
			.filter((name) -> bean.equals(name) || bean.equals(name + "Template"))
			.findFirst()
			.map((name) -> new FailureAnalysis(
					"The client '" + name + "' of 'flexinference.clients' needs the bean name '" + bean
							+ "', which another bean has.",
					"Choose another name below 'flexinference.clients', or rename the other bean.", cause))
			.orElse(null);
	}

}
