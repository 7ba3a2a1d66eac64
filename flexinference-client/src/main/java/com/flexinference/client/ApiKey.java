package com.flexinference.client;

import org.jspecify.annotations.Nullable;

/**
 * A fixed API key that does not show itself.
 *
 * @param value the key, or {@code null} for none
 */
record ApiKey(@Nullable String value) implements ApiKeySource {

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
