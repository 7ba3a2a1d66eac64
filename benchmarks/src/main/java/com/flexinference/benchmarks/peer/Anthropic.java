package com.flexinference.benchmarks.peer;

import java.util.function.Consumer;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;

import com.flexinference.benchmarks.Format;

/**
 * Anthropic's client.
 */
final class Anthropic implements Peer {

	private static final MessageCreateParams MESSAGE = MessageCreateParams.builder()
		.model("claude-opus-4-8")
		.maxTokens(1024)
		.addUserMessage("Write a haiku.")
		.build();

	private final AnthropicClient client;

	Anthropic(String baseUrl) {
		this.client = AnthropicOkHttpClient.builder()
			.baseUrl(baseUrl.substring(0, baseUrl.length() - "/v1".length()))
			.apiKey("flex_live_benchmark")
			.build();
	}

	@Override
	public Object ask(Format format) {
		return this.client.messages().create(MESSAGE).content().get(0).text().orElseThrow().text();
	}

	@Override
	public void stream(Format format, Reading reading, Consumer<Object> sink) {
		try (StreamResponse<RawMessageStreamEvent> stream = this.client.messages().createStreaming(MESSAGE)) {
			stream.stream()
				.forEach((event) -> event.contentBlockDelta()
					.flatMap((block) -> block.delta().text())
					.ifPresent((delta) -> sink.accept(delta.text())));
		}
	}

	@Override
	public void close() {
		this.client.close();
	}

}
