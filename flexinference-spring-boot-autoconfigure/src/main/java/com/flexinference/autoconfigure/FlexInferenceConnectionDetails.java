package com.flexinference.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

import com.flexinference.client.ApiKeySource;

/**
 * Details required to establish a connection to FlexInference.
 */
public interface FlexInferenceConnectionDetails extends ConnectionDetails {

	/**
	 * API key of the calls. It is read once; a key that changes comes from an
	 * {@link ApiKeySource} bean.
	 * @return the API key, or {@code null} if each client has a key of its own
	 */
	@Nullable String getApiKey();

	/**
	 * Base URL of the service, with or without {@code /v1} at its end.
	 * @return the base URL, or {@code null} for that of the real service
	 */
	default @Nullable String getBaseUrl() {
		return null;
	}

	/**
	 * Details of a further client.
	 * @param name the name of the client in {@code flexinference.clients}
	 * @return the details, or {@code null} for those of its properties
	 */
	default @Nullable FlexInferenceConnectionDetails forClient(String name) {
		return null;
	}

	/**
	 * Return the details that properties have.
	 * @param properties the properties of a client
	 * @return their details
	 */
	static FlexInferenceConnectionDetails of(FlexInferenceClientProperties properties) {
		return new PropertiesFlexInferenceConnectionDetails(properties);
	}

}
