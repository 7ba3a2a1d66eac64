package com.flexinference.autoconfigure;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Warns of properties of ours that do not exist, which are ignored, and names the nearest
 * that does. Environment variables count only if they are near, because others start with
 * the same word.
 */
final class UnknownProperties {

	static final List<String> KNOWN = List.of("flexinference.ai.format", "flexinference.ai.temperature",
			"flexinference.ai.top-p", "flexinference.allow-insecure-http", "flexinference.api-key",
			"flexinference.base-url", "flexinference.batch.continue-on-error", "flexinference.batch.heartbeat-timeout",
			"flexinference.batch.initialize-schema", "flexinference.batch.platform", "flexinference.batch.schema",
			"flexinference.clients", "flexinference.health.time-to-live", "flexinference.health.timeout",
			"flexinference.http.body-log-limit", "flexinference.http.client", "flexinference.http.http2",
			"flexinference.http.pool.keep-alive", "flexinference.http.pool.max-connections",
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
	 * Warn of a property if it does not exist.
	 * @param name the name of the property
	 * @param variable whether it is an environment variable
	 * @return whether it does not exist
	 */
	static boolean warn(ConfigurationPropertyName name, boolean variable) {
		boolean ofClient = CLIENTS.isAncestorOf(name);
		String prefix = (ofClient ? name.chop(NAME_OF_CLIENT) : name.chop(1)) + ".";
		String nearest = KNOWN.stream()
			.filter((known) -> !ofClient || OF_CLIENTS.matcher(known).matches())
			.map((known) -> known.replaceFirst("flexinference\\.", Matcher.quoteReplacement(prefix)))
			.min(Comparator.comparingInt((known) -> distance(uniform(known), uniform(name.toString()))))
			.orElseThrow();
		int distance = distance(uniform(nearest), uniform(name.toString()));
		if (distance > 0 && (!variable || distance <= NEAR)) {
			logger.warn("There is no property '" + name + "', it is ignored. The nearest is '" + nearest + "'.");
		}
		return distance > 0;
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
