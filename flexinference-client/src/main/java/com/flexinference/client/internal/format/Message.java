package com.flexinference.client.internal.format;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.message.ToolCall;

/**
 * One message of a conversation.
 *
 * @param role who speaks; the user for the result of a tool
 * @param text what is said, empty if there are only calls or a result
 * @param toolCalls the tools that the model asks to call
 * @param toolResult what came of a call, or {@code null} if the message is none
 */
public record Message(Role role, String text, List<ToolCall> toolCalls, @Nullable ToolResult toolResult) {

	public Message {
		toolCalls = List.copyOf(toolCalls);
	}

	/**
	 * Create a message of text.
	 * @param role who speaks
	 * @param text what is said
	 */
	public Message(Role role, String text) {
		this(role, text, List.of(), null);
	}

	/**
	 * Create a message of the model that asks for calls of tools.
	 * @param calls the calls
	 * @return a new turn
	 */
	public static Message of(List<ToolCall> calls) {
		return new Message(Role.ASSISTANT, "", calls, null);
	}

	/**
	 * Create a message that brings the result of a tool.
	 * @param result the result
	 * @return a new turn
	 */
	public static Message of(ToolResult result) {
		return new Message(Role.USER, "", List.of(), result);
	}

	/**
	 * Return who speaks, never what is said, which may be confidential.
	 */
	@Override
	public String toString() {
		return "Message[role=" + this.role + ", text=" + this.text.length() + " characters]";
	}

	/**
	 * Who speaks.
	 */
	public enum Role {

		/**
		 * The user.
		 */
		USER("user"),

		/**
		 * The model.
		 */
		ASSISTANT("assistant");

		private final String wireName;

		Role(String wireName) {
			this.wireName = wireName;
		}

		String wireName() {
			return this.wireName;
		}

	}

}
