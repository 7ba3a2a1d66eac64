package com.flexinference.client;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * Checks of API keys. The format is not checked: it belongs to the service.
 */
final class ApiKeys {

	private static final String PROPERTY = "flexinference.api-key";

	private ApiKeys() {
	}

	static String check(@Nullable String key) {
		if (!StringUtils.hasText(key)) {
			throw new InvalidConfigurationException(PROPERTY, "No FlexInference API key is set.",
					"Set '" + PROPERTY + "', for instance by the environment variable FLEXINFERENCE_API_KEY. "
							+ "Keys are made on https://www.flexinference.com/dashboard.");
		}
		if (key.chars().anyMatch((c) -> c <= ' ' || c >= 127)) {
			throw new InvalidConfigurationException(PROPERTY,
					"The FlexInference API key has white space, a line break or another character that no key has.",
					"Check '" + PROPERTY + "' for what was copied along with the key, such as a trailing line break.");
		}
		return key;
	}

}
