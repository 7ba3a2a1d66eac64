package com.flexinference.client;

import java.io.IOException;
import java.net.URI;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.internal.text.SentKeys;

/**
 * Adds the API key to requests, as the last interceptor: an application's own ones may
 * log headers, or authorize calls of other services. Refuses to send it to another origin
 * than that of the base URL, to which an interceptor may have moved the request.
 */
final class Authorization implements ClientHttpRequestInterceptor {

	static final String ATTRIBUTE = RequestOptions.class.getName();

	private final ApiKeySource apiKey;

	private final URI baseUrl;

	Authorization(ApiKeySource apiKey, URI baseUrl) {
		this.apiKey = apiKey;
		this.baseUrl = baseUrl;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		checkOrigin(request.getURI());
		ApiKeySource own = (request.getAttributes().get(ATTRIBUTE) instanceof RequestOptions options) ? options.apiKey()
				: null;
		ApiKeySource source = (own != null) ? own : this.apiKey;
		String key = ApiKey.check(source.getApiKey());
		SentKeys.add(key);
		request.getHeaders().setBearerAuth(key);
		return execution.execute(request, body);
	}

	private void checkOrigin(URI uri) {
		if (uri.getPort() != this.baseUrl.getPort() || !this.baseUrl.getHost().equalsIgnoreCase(uri.getHost())
				|| !this.baseUrl.getScheme().equalsIgnoreCase(uri.getScheme())) {
			throw new InvalidConfigurationException("flexinference.base-url",
					"An interceptor has changed the URL of a request to '" + origin(uri)
							+ "', but the API key is sent to '" + origin(this.baseUrl) + "' only.",
					"Set 'flexinference.base-url' to the other URL, or do not use the interceptor with this client.");
		}
	}

	private static String origin(URI uri) {
		return uri.getScheme() + "://" + uri.getHost() + ((uri.getPort() >= 0) ? ":" + uri.getPort() : "");
	}

}
