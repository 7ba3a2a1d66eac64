package com.flexinference.client.internal.request;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.message.ToolCall;

/**
 * One message of a conversation.
 *
 * @param role who speaks; the user for the result of a tool
 * @param text what is said, empty if there are only calls or a result
 * @param content the parts of the content, empty if it is only the text
 * @param toolCalls the tools that the model calls
 * @param toolResult what came of a call, or {@code null} if the message is none
 * @param answer what the model said as it came in an answer, or {@code null}
 */
public record Message(Role role, String text, List<ContentPart> content, List<ToolCall> toolCalls,
		@Nullable ToolResult toolResult, @Nullable AnswerItems answer) {

	public Message {
		content = List.copyOf(content);
		toolCalls = List.copyOf(toolCalls);
	}

	public Message(Role role, String text) {
		this(role, text, List.of(), List.of(), null, null);
	}

	/**
	 * Create a message of the model.
	 * @param text what is said, may be empty
	 * @param calls the tools that the model calls, may be empty
	 * @param answer the answer that has the calls and no other, or {@code null}
	 * @return a new message
	 */
	public static Message of(String text, List<ToolCall> calls, @Nullable AnswerItems answer) {
		return new Message(Role.ASSISTANT, text, List.of(), calls, null, answer);
	}

	public static Message of(ToolResult result) {
		return new Message(Role.USER, "", List.of(), List.of(), result, null);
	}

	public static Message ofContent(List<ContentPart> content) {
		return new Message(Role.USER, "", content, List.of(), null, null);
	}

	/**
	 * Return what the model said as it is written in a format.
	 * @param format the format of the request
	 * @return the objects, or {@code null} to write the message from its other parts
	 */
	public @Nullable List<RawJson> items(CallerFormat format) {
		return (this.answer != null && (this.toolCalls.isEmpty() || this.answer.format() == format))
				? this.answer.items() : null;
	}

	boolean isQuestion() {
		return this.role == Role.USER && this.toolResult == null && this.content.isEmpty();
	}

	/**
	 * Return who speaks, never what is said, which may be confidential.
	 */
	@Override
	public String toString() {
		return "Message[role=" + this.role + ", text=" + this.text.length() + " characters]";
	}

	public enum Role {

		USER,

		ASSISTANT;

		public String wireName() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
