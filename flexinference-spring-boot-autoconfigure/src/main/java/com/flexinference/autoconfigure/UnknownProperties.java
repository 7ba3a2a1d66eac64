package com.flexinference.autoconfigure;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Warns of properties of ours that do not exist, which are ignored, and names the nearest
 * that does if it is similar. Environment variables count only if they are, because
 * others start with the same word.
 */
final class UnknownProperties {

	static final List<String> KNOWN = List.of("flexinference.ai.format", "flexinference.ai.temperature",
			"flexinference.ai.top-p", "flexinference.allow-insecure-http", "flexinference.api-key",
			"flexinference.base-url", "flexinference.batch.continue-on-error", "flexinference.batch.heartbeat-timeout",
			"flexinference.batch.initialize-schema", "flexinference.batch.platform", "flexinference.batch.role",
			"flexinference.batch.schema", "flexinference.clients", "flexinference.health.time-to-live",
			"flexinference.health.timeout", "flexinference.http.body-log-limit", "flexinference.http.client",
			"flexinference.http.http2", "flexinference.http.pool.keep-alive", "flexinference.http.pool.max-connections",
			"flexinference.http.pool.validate-after", "flexinference.http.proxy.host",
			"flexinference.http.proxy.password", "flexinference.http.proxy.port", "flexinference.http.proxy.username",
			"flexinference.http.ssl.bundle", "flexinference.local-router.capacity",
			"flexinference.local-router.enabled", "flexinference.local-router.port",
			"flexinference.local-router.preferred", "flexinference.local-router.seed", "flexinference.max-tokens",
			"flexinference.metrics.include-cost", "flexinference.metrics.max-models", "flexinference.model",
			"flexinference.observations.include-content", "flexinference.observations.max-content-length",
			"flexinference.retry.max-attempts", "flexinference.start-within", "flexinference.temperature",
			"flexinference.template.deadline-header", "flexinference.template.format",
			"flexinference.template.generation-allowance", "flexinference.template.transaction-deadline",
			"flexinference.timeout.connect", "flexinference.timeout.idle", "flexinference.timeout.start",
			"flexinference.timeout.total");

	private static final Log logger = LogFactory.getLog(UnknownProperties.class);

	private static final ConfigurationPropertyName CLIENTS = ConfigurationPropertyName.of("flexinference.clients");

	private static final int NAME_OF_CLIENT = 3;

	private static final Pattern OF_CLIENTS = Pattern
		.compile("flexinference\\.(api-key|base-url|model|max-tokens|start-within|temperature|timeout\\..*)");

	private static final int NEAR = 3;

	private UnknownProperties() {
	}

	/**
	 * Find a property.
	 * @param name the name of the property, in any form
	 * @param variable whether it is an environment variable, whose name does not tell
	 * dots from dashes
	 * @return the documented name, or {@code null} if there is no such property
	 */
	static @Nullable String find(ConfigurationPropertyName name, boolean variable) {
		return known(name)
			.filter((known) -> variable ? uniform(known).equals(uniform(name.toString()))
					: ConfigurationPropertyName.adapt(known, '.').equals(name))
			.findFirst()
			.orElse(null);
	}

	static @Nullable String exampleOf(ConfigurationPropertyName name) {
		return name.equals(CLIENTS) ? name + ".search.api-key"
				: known(name).filter((known) -> known.startsWith(name + ".")).findFirst().orElse(null);
	}

	static void warn(ConfigurationPropertyName name, boolean variable) {
		String text = uniform(name.toString());
		int near = variable ? NEAR : Math.max(NEAR, (text.length() - uniform(prefix(name)).length()) * 2 / 5);
		String nearest = known(name).min(Comparator.comparingInt((known) -> distance(uniform(known), text)))
			.filter((known) -> distance(uniform(known), text) <= near)
			.orElse(null);
		if (exampleOf(name) == null && (nearest != null || !variable)) {
			logger.warn("There is no property '" + name + "', it is ignored."
					+ ((nearest != null) ? " The nearest is '" + nearest + "'." : ""));
		}
	}

	private static Stream<String> known(ConfigurationPropertyName name) {
		return !CLIENTS.isAncestorOf(name) ? KNOWN.stream()
				: KNOWN.stream()
					.filter((known) -> OF_CLIENTS.matcher(known).matches())
					.map((known) -> prefix(name) + known.substring(known.indexOf('.') + 1));
	}

	private static String prefix(ConfigurationPropertyName name) {
		return name.chop(CLIENTS.isAncestorOf(name) ? NAME_OF_CLIENT : 1) + ".";
	}

	private static int distance(String one, String two) {
		int[] costs = new int[two.length() + 1];
		for (int i = 0; i <= one.length(); i++) {
			int diagonal = 0;
			for (int j = 0; j <= two.length(); j++) {
				int above = costs[j];
				if (i == 0 || j == 0) {
					costs[j] = i + j;
				}
				else {
					int replaced = diagonal + ((one.charAt(i - 1) != two.charAt(j - 1)) ? 1 : 0);
					costs[j] = Math.min(replaced, Math.min(above, costs[j - 1]) + 1);
				}
				diagonal = above;
			}
		}
		return costs[two.length()];
	}

	private static String uniform(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

}
