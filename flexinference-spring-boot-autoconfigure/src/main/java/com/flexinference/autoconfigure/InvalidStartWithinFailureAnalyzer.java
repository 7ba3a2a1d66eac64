package com.flexinference.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

import com.flexinference.client.InvalidRequestException;
import com.flexinference.client.StartWithin;
import com.flexinference.client.internal.text.ForeignText;

/**
 * An {@link AbstractFailureAnalyzer} that performs analysis of a property that cannot be
 * bound to a {@link StartWithin}. Ordered before the analyzer of all bind failures.
 */
@Order(0)
class InvalidStartWithinFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final int MAX_VALUE = 100;

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		InvalidRequestException invalid = findCause(cause, InvalidRequestException.class);
		ConfigurationProperty property = cause.getProperty();
		if (invalid == null || property == null) {
			return null;
		}
		return new FailureAnalysis(description(property), action(property, invalid), cause);
	}

	private static String description(ConfigurationProperty property) {
		String origin = (property.getOrigin() != null) ? String.format(" (originating from '%s')", property.getOrigin())
				: "";
		String value = String.valueOf(property.getValue()).trim();
		return String.format("Invalid value '%s' for configuration property '%s'%s. %s",
				ForeignText.neutralize(value, MAX_VALUE), property.getName(), origin, problem(value));
	}

	private static String problem(String value) {
		if (value.equalsIgnoreCase("flex")) {
			return "The flex tier is asked for by a duration, the time that a request can wait for it.";
		}
		Duration duration = duration(value);
		if (duration != null && duration.compareTo(StartWithin.SHORTEST) < 0) {
			return "It is too short, the shortest is " + StartWithin.SHORTEST.toSeconds() + " s.";
		}
		if (duration != null && duration.compareTo(StartWithin.LONGEST) > 0) {
			return "It is too long, the longest is " + StartWithin.LONGEST.toMinutes() + " min.";
		}
		return "It does not say how long a request can wait to start.";
	}

	private static @Nullable Duration duration(String value) {
		try {
			return DurationStyle.detectAndParse(value, ChronoUnit.SECONDS);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			return null;
		}
	}

	private static String action(ConfigurationProperty property, InvalidRequestException invalid) {
		String allowed = invalid.violations()
			.stream()
			.map(InvalidRequestException.Violation::allowed)
			.collect(Collectors.joining(" "));
		return String.format("Set '%s' to key-default, %s. Examples: 30s, 00h-00m-30s.", property.getName(), allowed);
	}

}
