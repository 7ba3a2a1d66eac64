package com.flexinference.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import com.flexinference.client.InvalidConfigurationException;

/**
 * An {@link AbstractFailureAnalyzer} that performs analysis of a configuration from which
 * no client can be built.
 */
class InvalidConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<InvalidConfigurationException> {

	private static final String API_KEY = "flexinference.api-key";

	private final Environment environment;

	InvalidConfigurationFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, InvalidConfigurationException cause) {
		String action = cause.action();
		if (API_KEY.equals(cause.property()) && !StringUtils.hasText(this.environment.getProperty(API_KEY))) {
			action += String.format("%n%nFor simulated answers, which need no key, add the dependency "
					+ "'com.flexinference:flexinference-local-router' "
					+ "and set neither 'flexinference.base-url' nor 'flexinference.local-router.enabled'.");
		}
		return new FailureAnalysis(cause.problem(), action, cause);
	}

}
