package com.flexinference.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * A fixed API key that does not show itself.
 */
record ApiKey(@Nullable String value) implements ApiKeySource {

	private static final String PROPERTY = "flexinference.api-key";

	private static final int FINGERPRINT_BYTES = 4;

	/**
	 * Check a key. Its format is not checked: it belongs to the service.
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

	static @Nullable String fingerprint(ApiKeySource source) {
		try {
			String key = source.getApiKey();
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			return (key != null) ? HexFormat.of()
				.formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)), 0, FINGERPRINT_BYTES) : null;
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
		catch (RuntimeException ex) {
			// Calls report it; the other settings matter even more.
			return null;
		}
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
