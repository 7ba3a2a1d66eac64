package com.flexinference.client.internal.request;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The parts of a request that have a place in several caller formats.
 *
 * @param system the instructions for the model, or {@code null} if unset
 * @param messages the messages of the conversation, the last one last; empty if unset
 * @param settings the settings by their kind, without those that are unset
 * @param tools the tools that the model may call, empty if unset
 * @param answer the schema that the answer has to follow, or {@code null} if unset
 */
public record RequestParts(@Nullable String system, List<Message> messages, Map<Setting, Object> settings,
		List<ToolDefinition> tools, @Nullable AnswerSchema answer) {

	public static final RequestParts EMPTY = new RequestParts(null, List.of(), Map.of(), List.of(), null);

	public RequestParts {
		messages = List.copyOf(messages);
		Map<Setting, Object> ordered = new EnumMap<>(Setting.class);
		ordered.putAll(settings);
		settings = Collections.unmodifiableMap(ordered);
		tools = List.copyOf(tools);
	}

	public RequestParts orElse(RequestParts other) {
		Map<Setting, Object> all = new EnumMap<>(Setting.class);
		all.putAll(other.settings);
		all.putAll(this.settings);
		return new RequestParts((this.system != null) ? this.system : other.system,
				(!this.messages.isEmpty()) ? this.messages : other.messages, all,
				(!this.tools.isEmpty()) ? this.tools : other.tools, (this.answer != null) ? this.answer : other.answer);
	}

	public boolean isSingleQuestion() {
		return this.messages.size() == 1 && this.messages.get(0).isQuestion();
	}

	/**
	 * Return what the parts are like, never what they say, which may be confidential.
	 */
	@Override
	public String toString() {
		return "RequestParts[system=" + (this.system != null) + ", messages=" + this.messages + ", settings="
				+ this.settings.keySet() + "]";
	}

}
