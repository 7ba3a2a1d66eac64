package com.flexinference.autoconfigure.template;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * An {@link AbstractFailureAnalyzer} that performs analysis of a wrong annotation.
 */
class InvalidFlexInferenceFailureAnalyzer extends AbstractFailureAnalyzer<InvalidFlexInferenceException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidFlexInferenceException cause) {
		BeanCreationException creation = findCause(rootFailure, BeanCreationException.class);
		String bean = (creation != null && creation.getBeanName() != null) ? " of bean '" + creation.getBeanName() + "'"
				: "";
		return new FailureAnalysis("@FlexInference for " + cause.method() + bean + ": " + cause.problem(),
				"Change the annotation or the method.", cause);
	}

}
