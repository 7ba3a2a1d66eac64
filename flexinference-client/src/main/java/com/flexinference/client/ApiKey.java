package com.flexinference.client;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * A fixed API key that does not show itself.
 *
 * @param value the key, or {@code null} for none
 */
record ApiKey(@Nullable String value) implements ApiKeySource {

	private static final String PROPERTY = "flexinference.api-key";

	/**
	 * Check a key. Its format is not checked: it belongs to the service.
	 * @param key the key, or {@code null} if none is set
	 * @return the key
	 * @throws InvalidConfigurationException if the key has characters that are not
	 * allowed
	 */
	static String check(@Nullable String key) {
		if (!StringUtils.hasText(key)) {
			throw new InvalidConfigurationException(PROPERTY, "No FlexInference API key is set.",
					"Set '" + PROPERTY + "', for instance by the environment variable FLEXINFERENCE_API_KEY. "
							+ "Create a key on https://www.flexinference.com/dashboard.");
		}
		if (key.chars().anyMatch((c) -> c <= ' ' || c >= 127)) {
			throw new InvalidConfigurationException(PROPERTY,
					"The FlexInference API key contains a space, a line break or another invalid character.",
					"Check '" + PROPERTY
							+ "' for characters that were copied by mistake, such as a trailing line break.");
		}
		return key;
	}

	@Override
	public @Nullable String getApiKey() {
		return this.value;
	}

	/**
	 * Return a mask.
	 */
	@Override
	public String toString() {
		return "****";
	}

}
