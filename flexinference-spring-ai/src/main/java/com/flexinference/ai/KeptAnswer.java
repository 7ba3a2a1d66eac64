package com.flexinference.ai;

import java.util.List;
import java.util.Map;

import org.springframework.ai.chat.messages.AssistantMessage;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.Answer;

/**
 * An answer in the properties of its message, for the request that returns the results of
 * tools: providers want to see reasoning again as it arrived. The properties are strings
 * and lists, so that stores of messages keep them.
 */
final class KeptAnswer {

	private static final String KEY = "flexinference.answer";

	private KeptAnswer() {
	}

	static Map<String, Object> properties(Answer answer) {
		return Map.of(KEY, Map.of("format", answer.format().name(), "text", answer.text(), "items", answer.items()));
	}

	/**
	 * Write a message as the answer that it came from.
	 * @param message the message
	 * @param format the caller format of the request
	 * @param request the request to write to
	 * @return whether the message has an answer of that format, and its text is unchanged
	 */
	static boolean write(AssistantMessage message, CallerFormat format, FlexRequest.Builder request) {
		if (!(message.getMetadata().get(KEY) instanceof Map<?, ?> kept) || !format.name().equals(kept.get("format"))
				|| !(kept.get("items") instanceof List<?> items) || items.isEmpty()
				|| !PromptMapper.text(message).equals(kept.get("text"))) {
			return false;
		}
		request.assistant(format, items.stream().map(Object::toString).toList());
		return true;
	}

}
