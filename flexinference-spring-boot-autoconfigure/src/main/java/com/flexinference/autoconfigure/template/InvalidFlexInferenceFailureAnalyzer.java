package com.flexinference.autoconfigure.template;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * An {@link AbstractFailureAnalyzer} that performs analysis of a wrong annotation.
 */
class InvalidFlexInferenceFailureAnalyzer extends AbstractFailureAnalyzer<InvalidFlexInferenceException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidFlexInferenceException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), "Change the annotation or the method.", cause);
	}

}
