package com.flexinference.autoconfigure.router;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import com.flexinference.client.InvalidConfigurationException;

/**
 * An {@link AbstractFailureAnalyzer} that performs analysis of a missing API key, and
 * says why the local router does not stand in.
 */
@Order(0)
class MissingApiKeyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidConfigurationException> {

	private static final String ROUTER = "com.flexinference.router.LocalRouter";

	private final Environment environment;

	MissingApiKeyFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, InvalidConfigurationException cause) {
		StandIn standIn = StandIn.of(this.environment);
		if (!StandIn.API_KEY.equals(cause.property()) || StringUtils.hasText(standIn.apiKey())) {
			return null;
		}
		return new FailureAnalysis(cause.problem() + reason(standIn),
				cause.action() + String.format("%n%nTo simulate answers without a key, add the dependency "
						+ "'com.flexinference:flexinference-local-router', set '%s' to true, "
						+ "and do not set 'flexinference.base-url'.", StandIn.ENABLED),
				cause);
	}

	private String reason(StandIn standIn) {
		if (standIn.apiKey() != null) {
			return " The property '" + StandIn.API_KEY + "' is set, but it is empty.";
		}
		String obstacle = ClassUtils.isPresent(ROUTER, getClass().getClassLoader()) ? standIn.obstacle() : null;
		return (obstacle != null) ? String.format("%n%nThe local router is not used, because %s.", obstacle) : "";
	}

}
