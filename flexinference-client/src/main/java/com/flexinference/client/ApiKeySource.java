package com.flexinference.client;

import org.jspecify.annotations.Nullable;

/**
 * Source of the API key, such as a vault. It is called before each request is sent, by
 * many threads at once, so that a key can change while the client is in use. A slow
 * source must cache the key.
 */
@FunctionalInterface
public interface ApiKeySource {

	/**
	 * Return the API key to send. If the key is invalid, the call fails with
	 * {@link InvalidConfigurationException} and nothing is sent. An exception of this
	 * method is passed to the caller.
	 * @return the key at this time, or {@code null} if there is none
	 */
	@Nullable String getApiKey();

}
