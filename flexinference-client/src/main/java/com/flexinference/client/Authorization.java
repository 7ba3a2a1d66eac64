package com.flexinference.client;

import java.io.IOException;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Adds the API key as the last interceptor, so that no other can see or replace it: an
 * application's own interceptors may log headers, or authorize calls of other services.
 */
final class Authorization implements ClientHttpRequestInterceptor {

	/**
	 * The name of the request attribute with the {@link RequestOptions}.
	 */
	static final String ATTRIBUTE = RequestOptions.class.getName();

	private final ApiKeySource apiKey;

	Authorization(ApiKeySource apiKey) {
		this.apiKey = apiKey;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		ApiKeySource own = (request.getAttributes().get(ATTRIBUTE) instanceof RequestOptions options) ? options.apiKey()
				: null;
		ApiKeySource source = (own != null) ? own : this.apiKey;
		request.getHeaders().setBearerAuth(ApiKeys.check(source.getApiKey()));
		return execution.execute(request, body);
	}

}
