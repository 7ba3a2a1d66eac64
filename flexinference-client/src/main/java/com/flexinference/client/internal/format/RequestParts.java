package com.flexinference.client.internal.format;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.message.ToolCall;

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

	/**
	 * Parts of which none is set.
	 */
	public static final RequestParts EMPTY = new RequestParts(null, List.of(), Map.of(), List.of(), null);

	public RequestParts {
		messages = List.copyOf(messages);
		Map<Setting, Object> ordered = new EnumMap<>(Setting.class);
		ordered.putAll(settings);
		settings = Collections.unmodifiableMap(ordered);
		tools = List.copyOf(tools);
	}

	/**
	 * Add instructions.
	 * @param text the instructions; they follow those already set after a blank line
	 * @return new parts
	 */
	public RequestParts withSystem(String text) {
		return new RequestParts((this.system != null) ? this.system + "\n\n" + text : text, this.messages,
				this.settings, this.tools, this.answer);
	}

	/**
	 * Add a message.
	 * @param message the message
	 * @return new parts
	 */
	public RequestParts withMessage(Message message) {
		List<Message> all = new ArrayList<>(this.messages);
		all.add(message);
		return new RequestParts(this.system, all, this.settings, this.tools, this.answer);
	}

	/**
	 * Add calls of the model.
	 * @param calls the calls; if the last message is text of the model, they belong to it
	 * @param answer the answer that has the calls and no other, or {@code null}
	 * @return new parts
	 */
	public RequestParts withToolCalls(List<ToolCall> calls, @Nullable AnswerItems answer) {
		Message last = last();
		if (last == null || last.role() != Message.Role.ASSISTANT || !last.toolCalls().isEmpty()) {
			return withMessage((answer != null) ? Message.of(calls, answer) : Message.of("", calls));
		}
		List<Message> all = new ArrayList<>(this.messages);
		all.set(all.size() - 1, Message.of(last.text(), calls));
		return new RequestParts(this.system, all, this.settings, this.tools, this.answer);
	}

	/**
	 * Return whether the last message is one of the model as it came in an answer.
	 * @return whether it has the items of an answer
	 */
	public boolean endsWithAnswer() {
		Message last = last();
		return last != null && last.answer() != null && last.toolCalls().isEmpty();
	}

	private @Nullable Message last() {
		return this.messages.isEmpty() ? null : this.messages.get(this.messages.size() - 1);
	}

	/**
	 * Set a setting.
	 * @param setting the setting
	 * @param value its value, of the type that the setting has
	 * @return new parts
	 */
	public RequestParts withSetting(Setting setting, Object value) {
		Map<Setting, Object> all = new EnumMap<>(Setting.class);
		all.putAll(this.settings);
		all.put(setting, value);
		return new RequestParts(this.system, this.messages, all, this.tools, this.answer);
	}

	/**
	 * Add a tool.
	 * @param tool the tool
	 * @return new parts
	 */
	public RequestParts withTool(ToolDefinition tool) {
		List<ToolDefinition> all = new ArrayList<>(this.tools);
		all.add(tool);
		return new RequestParts(this.system, this.messages, this.settings, all, this.answer);
	}

	/**
	 * Set the schema that the answer has to follow.
	 * @param schema the schema
	 * @return new parts
	 */
	public RequestParts withAnswer(AnswerSchema schema) {
		return new RequestParts(this.system, this.messages, this.settings, this.tools, schema);
	}

	/**
	 * Fill the parts that are unset.
	 * @param other where to take unset parts from
	 * @return new parts
	 */
	public RequestParts orElse(RequestParts other) {
		Map<Setting, Object> all = new EnumMap<>(Setting.class);
		all.putAll(other.settings);
		all.putAll(this.settings);
		return new RequestParts((this.system != null) ? this.system : other.system,
				(!this.messages.isEmpty()) ? this.messages : other.messages, all,
				(!this.tools.isEmpty()) ? this.tools : other.tools, (this.answer != null) ? this.answer : other.answer);
	}

	/**
	 * Return whether there is one question of text without history.
	 * @return whether there is exactly one message, a text of the user
	 */
	boolean isSingleQuestion() {
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
