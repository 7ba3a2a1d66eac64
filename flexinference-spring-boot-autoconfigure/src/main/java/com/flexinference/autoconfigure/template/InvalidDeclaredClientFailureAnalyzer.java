package com.flexinference.autoconfigure.template;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import com.flexinference.template.declared.InvalidDeclaredClientException;

/**
 * An {@link AbstractFailureAnalyzer} that performs analysis of the interface of a
 * declared client that is wrong.
 */
class InvalidDeclaredClientFailureAnalyzer extends AbstractFailureAnalyzer<InvalidDeclaredClientException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidDeclaredClientException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), "Change the interface of the declared client.",
				cause);
	}

}
