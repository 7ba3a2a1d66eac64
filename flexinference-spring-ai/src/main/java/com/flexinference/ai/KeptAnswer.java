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
 * and lists, so that stores of messages keep them. An answer is written again only in its
 * own format, and if the text of its message is unchanged.
 */
final class KeptAnswer {

	private static final String KEY = "flexinference.answer";

	private KeptAnswer() {
	}

	static Map<String, Object> properties(Answer answer) {
		return Map.of(KEY, Map.of("format", answer.format().name(), "text", answer.text(), "items", answer.items()));
	}

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
