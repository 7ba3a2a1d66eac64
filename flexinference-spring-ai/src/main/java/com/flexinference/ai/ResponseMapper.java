package com.flexinference.ai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

import com.flexinference.client.FlexReply;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.TokenUsage;
import com.flexinference.client.message.ToolCall;

/**
 * Reads answers as Spring AI's responses.
 */
final class ResponseMapper {

	private ResponseMapper() {
	}

	static ChatResponse piece(String text, @Nullable String reasoning) {
		AssistantMessage.Builder<?> message = AssistantMessage.builder().content(text);
		if (reasoning != null) {
			message.properties(Map.of(FlexInferenceMetadata.REASONING_DELTA, reasoning));
		}
		return new ChatResponse(List.of(new Generation(message.build())));
	}

	static ChatResponse map(Answer answer, String text, FlexReply reply, boolean structured) {
		ChatGenerationMetadata.Builder generation = ChatGenerationMetadata.builder()
			.finishReason(answer.finishReason());
		ChatResponseMetadata.Builder response = ChatResponseMetadata.builder()
			.id(orEmpty(answer.id()))
			.model(orEmpty(answer.model()))
			.rateLimit(HeaderRateLimit.of(reply.headers()))
			.usage(usage(answer.usage()));
		// Spring AI's aggregation of streams keeps the metadata of the generation only.
		FlexInferenceMetadata.of(answer, reply).forEach((key, value) -> {
			generation.metadata(key, value);
			response.keyValue(key, value);
		});
		return new ChatResponse(List.of(new Generation(message(answer, text, structured), generation.build())),
				response.build());
	}

	private static AssistantMessage message(Answer answer, String text, boolean structured) {
		AssistantMessage.Builder<?> message = AssistantMessage.builder().content(text);
		List<AssistantMessage.ToolCall> calls = new ArrayList<>();
		for (ToolCall call : answer.toolCalls()) {
			if (structured && call.name().equals(PromptMapper.SCHEMA_NAME)) {
				// Messages answers by the call of a tool if the request has a schema.
				message.content(call.arguments());
			}
			else {
				calls.add(call(call));
			}
		}
		return message.toolCalls(calls).properties(properties(answer, calls.size())).build();
	}

	private static Map<String, Object> properties(Answer answer, int calls) {
		Map<String, Object> properties = new HashMap<>();
		if (!answer.reasoning().isEmpty()) {
			properties.put(FlexInferenceMetadata.REASONING, answer.reasoning());
		}
		if (!answer.citations().isEmpty()) {
			properties.put(FlexInferenceMetadata.CITATIONS, answer.citations());
		}
		if (calls > 0 && calls == answer.toolCalls().size()) {
			properties.putAll(KeptAnswer.properties(answer));
		}
		return properties;
	}

	private static AssistantMessage.ToolCall call(ToolCall call) {
		return new AssistantMessage.ToolCall(orEmpty(call.id()), "function", call.name(), call.arguments());
	}

	private static Usage usage(@Nullable TokenUsage usage) {
		if (usage == null) {
			return new DefaultUsage(0, 0);
		}
		return new DefaultUsage(count(usage.inputTokens()), count(usage.outputTokens()), count(usage.totalTokens()),
				usage, usage.cachedTokens(), usage.cacheWriteTokens());
	}

	private static int count(long tokens) {
		return (int) Math.min(tokens, Integer.MAX_VALUE);
	}

	private static String orEmpty(@Nullable String text) {
		return (text != null) ? text : "";
	}

}
