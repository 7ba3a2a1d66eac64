package com.flexinference.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.PlaceholderResolutionException;
import org.springframework.util.unit.DataSize;

import com.flexinference.autoconfigure.internal.StartWithinText;
import com.flexinference.client.InvalidConfigurationException;
import com.flexinference.client.StartWithin;
import com.flexinference.client.internal.text.ForeignText;

/**
 * An {@link AbstractFailureAnalyzer} that performs analysis of a property of
 * FlexInference that cannot be bound, or that a condition cannot read. Ordered before the
 * analyzer of all bind failures.
 */
@Order(0)
class InvalidPropertyFailureAnalyzer extends AbstractFailureAnalyzer<Throwable> {

	private static final int MAX_VALUE = 100;

	private static final Map<Class<?>, String> ALLOWED = Map.of(StartWithin.class, StartWithinText.ALLOWED,
			Boolean.class, "true or false.", Integer.class, "a whole number, at most " + Integer.MAX_VALUE + ".",
			Long.class, "a whole number.", Double.class, "a number.", Duration.class,
			"a duration. Examples: 500ms, 30s, 2m.", DataSize.class, "a size. Examples: 500B, 64KB.");

	private final Environment environment;

	InvalidPropertyFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, Throwable cause) {
		BindException failure = findCause(rootFailure, BindException.class);
		boolean ours = failure != null && PropertyChecks.ROOT.isAncestorOf(name(failure));
		if (!ours && findCause(rootFailure, PlaceholderResolutionException.class) == null) {
			return null;
		}
		try {
			new PropertyChecks(this.environment).run();
			if (failure != null && ours) {
				PropertyChecks.refuseGroup(name(failure));
			}
		}
		catch (InvalidConfigurationException ex) {
			return new FailureAnalysis(ex.problem(), ex.action(), rootFailure);
		}
		return (failure != null && ours) ? analyze(failure) : null;
	}

	private static ConfigurationPropertyName name(BindException failure) {
		return (failure.getProperty() != null) ? failure.getProperty().getName() : failure.getName();
	}

	private static @Nullable FailureAnalysis analyze(BindException failure) {
		ConfigurationPropertyName name = name(failure);
		ConfigurationProperty property = failure.getProperty();
		Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(failure.getTarget().getType().resolve(Object.class));
		String allowed = allowed(type);
		if (property == null || allowed == null) {
			return null;
		}
		String origin = (property.getOrigin() != null) ? " (originating from '" + property.getOrigin() + "')" : "";
		String value = String.valueOf(property.getValue()).trim();
		String problem = (type == StartWithin.class) ? " " + StartWithinText.problem(value) : "";
		return new FailureAnalysis("Invalid value '" + ForeignText.neutralize(value, MAX_VALUE)
				+ "' for configuration property '" + name + "'" + origin + "." + problem,
				"Set '" + name + "' to " + allowed, failure);
	}

	private static @Nullable String allowed(Class<?> type) {
		return type.isEnum() ? "one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT) + "."
				: ALLOWED.get(type);
	}

}
