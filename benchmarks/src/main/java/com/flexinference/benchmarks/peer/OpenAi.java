package com.flexinference.benchmarks.peer;

import java.util.function.Consumer;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;

import com.flexinference.benchmarks.Format;

/**
 * OpenAI's client.
 */
final class OpenAi implements Peer {

	private static final ChatCompletionCreateParams CHAT = ChatCompletionCreateParams.builder()
		.model("gpt-5.5")
		.addUserMessage("Write a haiku.")
		.build();

	private static final ResponseCreateParams RESPONSES = ResponseCreateParams.builder()
		.model("gpt-5.5")
		.input("Write a haiku.")
		.build();

	private final OpenAIClient client;

	OpenAi(String baseUrl) {
		this.client = OpenAIOkHttpClient.builder().baseUrl(baseUrl).apiKey("flex_live_benchmark").build();
	}

	@Override
	public Object ask(Format format) {
		return this.client.chat().completions().create(CHAT).choices().get(0).message().content().orElseThrow();
	}

	@Override
	public void stream(Format format, Reading reading, Consumer<Object> sink) {
		if (format == Format.CHAT) {
			try (StreamResponse<ChatCompletionChunk> stream = this.client.chat().completions().createStreaming(CHAT)) {
				stream.stream().forEach((chunk) -> chunk.choices().get(0).delta().content().ifPresent(sink));
			}
			return;
		}
		try (StreamResponse<ResponseStreamEvent> stream = this.client.responses().createStreaming(RESPONSES)) {
			stream.stream()
				.forEach((event) -> event.outputTextDelta().ifPresent((delta) -> sink.accept(delta.delta())));
		}
	}

	@Override
	public void close() {
		this.client.close();
	}

}
