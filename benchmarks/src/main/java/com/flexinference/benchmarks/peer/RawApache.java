package com.flexinference.benchmarks.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

import com.flexinference.benchmarks.Format;

/**
 * Apache's client, which only reads the bytes.
 */
final class RawApache implements Peer {

	private final CloseableHttpClient client = ApacheClients.create();

	private final String baseUrl;

	RawApache(String baseUrl) {
		this.baseUrl = baseUrl;
	}

	@Override
	public Object ask(Format format) throws IOException {
		return this.client.execute(request(format, false), (response) -> EntityUtils.toByteArray(response.getEntity()));
	}

	@Override
	public void stream(Format format, Reading reading, Consumer<Object> sink) throws IOException {
		this.client.execute(request(format, true), (response) -> {
			Bytes.read(response.getEntity().getContent(), sink);
			return null;
		});
	}

	@Override
	public AutoCloseable open(Format format) throws IOException {
		HttpPost request = request(format, true);
		this.client.executeOpen(null, request, null);
		// To close the response would read the rest of it.
		return request::cancel;
	}

	private HttpPost request(Format format, boolean stream) {
		HttpPost request = new HttpPost(this.baseUrl + format.path());
		request.setHeader("Authorization", "Bearer flex_live_benchmark");
		request.setHeader("Content-Type", "application/json");
		request.setEntity(new ByteArrayEntity(format.request(stream).getBytes(StandardCharsets.UTF_8), null));
		return request;
	}

	@Override
	public void close() throws IOException {
		this.client.close();
	}

}
