package com.flexinference.test.app;

import org.springframework.stereotype.Component;

import com.flexinference.autoconfigure.FlexInferenceClientCustomizer;
import com.flexinference.client.FlexInferenceClient;

/**
 * Adds a header to all requests.
 */
@Component
class TeamHeader implements FlexInferenceClientCustomizer {

	@Override
	public void customize(FlexInferenceClient.Builder builder) {
		builder.restClient((restClient) -> restClient.defaultHeader("X-Team", "poets"));
	}

}
