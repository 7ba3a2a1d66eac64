package com.flexinference.ai;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

import com.flexinference.client.message.Answer;
import com.flexinference.client.message.TokenUsage;
import com.flexinference.client.message.ToolCall;

/**
 * Reads answers as Spring AI's responses.
 */
final class ResponseMapper {

	private ResponseMapper() {
	}

	/**
	 * Read a piece of text of a stream.
	 * @param text the text
	 * @return a response that says nothing else
	 */
	static ChatResponse piece(String text) {
		return new ChatResponse(List.of(new Generation(new AssistantMessage(text))));
	}

	/**
	 * Read an answer.
	 * @param answer the answer
	 * @param text what to tell as its text: nothing if it was told before
	 * @param startWithinReason why the request could wait as long as it said, or
	 * {@code null}
	 * @return the response
	 */
	static ChatResponse map(Answer answer, String text, @Nullable String startWithinReason) {
		AssistantMessage message = AssistantMessage.builder()
			.content(text)
			.toolCalls(answer.toolCalls().stream().map(ResponseMapper::call).toList())
			.build();
		ChatGenerationMetadata.Builder generation = ChatGenerationMetadata.builder()
			.finishReason(answer.finishReason());
		ChatResponseMetadata.Builder response = ChatResponseMetadata.builder()
			.id(orEmpty(answer.id()))
			.model(orEmpty(answer.model()))
			.usage(usage(answer.usage()));
		// Spring AI's aggregation of streams keeps the metadata of the generation only.
		FlexInferenceMetadata.of(answer, startWithinReason).forEach((key, value) -> {
			generation.metadata(key, value);
			response.keyValue(key, value);
		});
		return new ChatResponse(List.of(new Generation(message, generation.build())), response.build());
	}

	private static AssistantMessage.ToolCall call(ToolCall call) {
		return new AssistantMessage.ToolCall(orEmpty(call.id()), "function", call.name(), call.arguments());
	}

	private static Usage usage(@Nullable TokenUsage usage) {
		if (usage == null) {
			return new DefaultUsage(0, 0);
		}
		return new DefaultUsage(Math.toIntExact(usage.inputTokens()), Math.toIntExact(usage.outputTokens()),
				Math.toIntExact(usage.totalTokens()), usage, usage.cachedTokens(), usage.cacheWriteTokens());
	}

	private static String orEmpty(@Nullable String text) {
		return (text != null) ? text : "";
	}

}
