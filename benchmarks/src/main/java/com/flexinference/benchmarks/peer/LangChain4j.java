package com.flexinference.benchmarks.peer;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

import com.flexinference.benchmarks.Format;

/**
 * LangChain4j's client of OpenAI, on its client of the JDK.
 */
final class LangChain4j implements Peer {

	private final OpenAiChatModel model;

	private final StreamingChatModel chat;

	private final StreamingChatModel responses;

	LangChain4j(String baseUrl) {
		this.model = OpenAiChatModel.builder()
			.baseUrl(baseUrl)
			.apiKey("flex_live_benchmark")
			.modelName("gpt-5.5")
			.build();
		this.chat = OpenAiStreamingChatModel.builder()
			.baseUrl(baseUrl)
			.apiKey("flex_live_benchmark")
			.modelName("gpt-5.5")
			.build();
		this.responses = OpenAiResponsesStreamingChatModel.builder()
			.baseUrl(baseUrl)
			.apiKey("flex_live_benchmark")
			.modelName("gpt-5.5")
			.build();
	}

	@Override
	public Object ask(Format format) {
		return this.model.chat("Write a haiku.");
	}

	@Override
	public void stream(Format format, Reading reading, Consumer<Object> sink) {
		CompletableFuture<ChatResponse> end = new CompletableFuture<>();
		((format == Format.CHAT) ? this.chat : this.responses).chat("Write a haiku.",
				new StreamingChatResponseHandler() {

					@Override
					public void onPartialResponse(String text) {
						sink.accept(text);
					}

					@Override
					public void onCompleteResponse(ChatResponse response) {
						end.complete(response);
					}

					@Override
					public void onError(Throwable error) {
						end.completeExceptionally(error);
					}

				});
		end.join();
	}

}
