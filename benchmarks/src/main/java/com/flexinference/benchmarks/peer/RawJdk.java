package com.flexinference.benchmarks.peer;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import com.flexinference.benchmarks.Format;

/**
 * The JDK's client, which only reads the bytes.
 */
final class RawJdk implements Peer {

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final String baseUrl;

	RawJdk(String baseUrl) {
		this.baseUrl = baseUrl;
	}

	@Override
	public Object ask(Format format) throws Exception {
		return this.client.send(request(format, false), BodyHandlers.ofByteArray()).body();
	}

	@Override
	public void stream(Format format, Reading reading, Consumer<Object> sink) throws Exception {
		try (InputStream in = open(format)) {
			Bytes.read(in, sink);
		}
	}

	@Override
	public InputStream open(Format format) throws IOException, InterruptedException {
		return this.client.send(request(format, true), BodyHandlers.ofInputStream()).body();
	}

	private HttpRequest request(Format format, boolean stream) {
		return HttpRequest.newBuilder(URI.create(this.baseUrl + format.path()))
			.header("Authorization", "Bearer flex_live_benchmark")
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofByteArray(format.request(stream).getBytes(StandardCharsets.UTF_8)))
			.build();
	}

}
