package com.flexinference.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import com.flexinference.client.InvalidConfigurationException;

/**
 * An {@link AbstractFailureAnalyzer} that performs analysis of a configuration from which
 * no client can be built.
 */
class InvalidConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<InvalidConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidConfigurationException cause) {
		return new FailureAnalysis(cause.problem(), cause.action(), cause);
	}

}
