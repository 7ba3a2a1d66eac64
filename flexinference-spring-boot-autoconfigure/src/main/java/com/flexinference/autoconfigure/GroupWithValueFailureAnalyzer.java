package com.flexinference.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConverterNotFoundException;

/**
 * An {@link AbstractFailureAnalyzer} that performs analysis of a value that is set where
 * only the name of a group of properties can be. Ordered before the analyzer of all bind
 * failures.
 */
@Order(0)
class GroupWithValueFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final String CLIENTS = "flexinference.clients";

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		String name = cause.getName().toString();
		String example = name.equals(CLIENTS) ? CLIENTS + ".search.api-key"
				: UnknownProperties.KNOWN.stream()
					.filter((known) -> known.startsWith(name + "."))
					.findFirst()
					.orElse(null);
		if (example == null || findCause(cause, ConverterNotFoundException.class) == null) {
			return null;
		}
		return new FailureAnalysis("The property '" + name + "' has a value, but is the name of a group of properties.",
				"Set properties of the group, such as '" + example + "'.", cause);
	}

}
