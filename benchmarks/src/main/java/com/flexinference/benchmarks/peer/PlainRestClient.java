package com.flexinference.benchmarks.peer;

import java.net.http.HttpClient;
import java.util.Objects;
import java.util.function.Consumer;

import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import com.flexinference.benchmarks.Format;

/**
 * Spring's client as an application would use it by hand.
 */
final class PlainRestClient implements Peer {

	private final RestClient client;

	private PlainRestClient(String baseUrl, ClientHttpRequestFactory factory) {
		this.client = RestClient.builder()
			.baseUrl(baseUrl)
			.requestFactory(factory)
			.defaultHeader("Authorization", "Bearer flex_live_benchmark")
			.build();
	}

	static Peer onJdk(String baseUrl) {
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		return new PlainRestClient(baseUrl, new JdkClientHttpRequestFactory(client));
	}

	static Peer onApache(String baseUrl) {
		return new PlainRestClient(baseUrl, new HttpComponentsClientHttpRequestFactory(ApacheClients.create()));
	}

	@Override
	public Object ask(Format format) {
		return Objects.requireNonNull(post(format, false).retrieve().body(String.class));
	}

	@Override
	public void stream(Format format, Reading reading, Consumer<Object> sink) {
		post(format, true).exchange((request, response) -> {
			Bytes.read(response.getBody(), sink);
			return null;
		});
	}

	private RestClient.RequestBodySpec post(Format format, boolean stream) {
		return this.client.post()
			.uri(format.path())
			.contentType(MediaType.APPLICATION_JSON)
			.body(format.request(stream));
	}

}
