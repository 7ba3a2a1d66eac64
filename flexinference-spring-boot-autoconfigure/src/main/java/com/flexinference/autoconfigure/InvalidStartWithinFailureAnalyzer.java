package com.flexinference.autoconfigure;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

import com.flexinference.client.InvalidRequestException;
import com.flexinference.client.StartWithin;

/**
 * An {@link AbstractFailureAnalyzer} that performs analysis of a property that cannot be
 * bound to a {@link StartWithin}. Ordered before the analyzer of all bind failures.
 */
@Order(0)
class InvalidStartWithinFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		InvalidRequestException invalid = findCause(cause, InvalidRequestException.class);
		ConfigurationProperty property = cause.getProperty();
		if (invalid == null || property == null) {
			return null;
		}
		String description = String.format("The value '%s' of the property '%s' (from %s) is no time to start within.",
				property.getValue(), property.getName(), property.getOrigin());
		String allowed = invalid.violations()
			.stream()
			.map(InvalidRequestException.Violation::allowed)
			.collect(Collectors.joining(" "));
		return new FailureAnalysis(description,
				String.format("Set '%s' to key-default, %s. Examples: 30s, 00h-00m-30s.", property.getName(), allowed),
				cause);
	}

}
