package com.flexinference.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;
import org.springframework.util.PlaceholderResolutionException;

import com.flexinference.client.InvalidConfigurationException;

/**
 * An {@link AbstractFailureAnalyzer} that performs analysis of a placeholder that nothing
 * resolves, in a property of FlexInference that a condition asks for.
 */
class UnresolvedPlaceholderFailureAnalyzer extends AbstractFailureAnalyzer<PlaceholderResolutionException> {

	private final Environment environment;

	UnresolvedPlaceholderFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, PlaceholderResolutionException cause) {
		try {
			new PropertyChecks(this.environment).run();
			return null;
		}
		catch (InvalidConfigurationException ex) {
			return new FailureAnalysis(ex.problem(), ex.action(), cause);
		}
	}

}
