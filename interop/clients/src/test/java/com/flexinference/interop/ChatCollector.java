package com.flexinference.interop;

import java.util.concurrent.CompletableFuture;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/**
 * Collects what LangChain4j streams.
 */
class ChatCollector implements StreamingChatResponseHandler {

	private final StringBuffer text = new StringBuffer();

	private final CompletableFuture<ChatResponse> response = new CompletableFuture<>();

	@Override
	public void onPartialResponse(String partialResponse) {
		this.text.append(partialResponse);
	}

	@Override
	public void onCompleteResponse(ChatResponse completeResponse) {
		this.response.complete(completeResponse);
	}

	@Override
	public void onError(Throwable error) {
		this.response.completeExceptionally(error);
	}

	ChatResponse response() {
		return this.response.join();
	}

	String text() {
		return this.text.toString();
	}

}
