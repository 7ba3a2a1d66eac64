package com.flexinference.client.internal.format;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The parts of a request that every caller format has, each in its own place.
 *
 * @param system the instructions for the model, or {@code null} if unset
 * @param messages the messages of the conversation, the last one last; empty if unset
 * @param maxTokens the most tokens to generate, or {@code null} if unset
 * @param tools the tools that the model may ask to call, empty if unset
 * @param answer the schema that the answer has to follow, or {@code null} if unset
 */
public record RequestParts(@Nullable String system, List<Message> messages, @Nullable Integer maxTokens,
		List<ToolDefinition> tools, @Nullable AnswerSchema answer) {

	/**
	 * Common parts of which none is set.
	 */
	public static final RequestParts EMPTY = new RequestParts(null, List.of(), null, List.of(), null);

	public RequestParts {
		messages = List.copyOf(messages);
		tools = List.copyOf(tools);
	}

	/**
	 * Add instructions.
	 * @param text the instructions; they follow those already set after a blank line
	 * @return new parts
	 */
	public RequestParts withSystem(String text) {
		return new RequestParts((this.system != null) ? this.system + "\n\n" + text : text, this.messages,
				this.maxTokens, this.tools, this.answer);
	}

	/**
	 * Add a message.
	 * @param message the message
	 * @return new parts
	 */
	public RequestParts withMessage(Message message) {
		List<Message> all = new ArrayList<>(this.messages);
		all.add(message);
		return new RequestParts(this.system, all, this.maxTokens, this.tools, this.answer);
	}

	/**
	 * Set the most tokens to generate.
	 * @param tokens the number of tokens, or {@code null} to unset it
	 * @return new parts
	 */
	public RequestParts withMaxTokens(@Nullable Integer tokens) {
		return new RequestParts(this.system, this.messages, tokens, this.tools, this.answer);
	}

	/**
	 * Add a tool.
	 * @param tool the tool
	 * @return new parts
	 */
	public RequestParts withTool(ToolDefinition tool) {
		List<ToolDefinition> all = new ArrayList<>(this.tools);
		all.add(tool);
		return new RequestParts(this.system, this.messages, this.maxTokens, all, this.answer);
	}

	/**
	 * Set the schema that the answer has to follow.
	 * @param schema the schema
	 * @return new parts
	 */
	public RequestParts withAnswer(AnswerSchema schema) {
		return new RequestParts(this.system, this.messages, this.maxTokens, this.tools, schema);
	}

	/**
	 * Fill the parts that are unset.
	 * @param other where to take unset parts from
	 * @return new parts
	 */
	public RequestParts orElse(RequestParts other) {
		return new RequestParts((this.system != null) ? this.system : other.system,
				(!this.messages.isEmpty()) ? this.messages : other.messages,
				(this.maxTokens != null) ? this.maxTokens : other.maxTokens,
				(!this.tools.isEmpty()) ? this.tools : other.tools, (this.answer != null) ? this.answer : other.answer);
	}

	/**
	 * Return whether there is one question without history.
	 * @return whether there is exactly one message, by the user
	 */
	boolean isSingleQuestion() {
		return this.messages.size() == 1 && this.messages.get(0).role() == Message.Role.USER
				&& this.messages.get(0).toolResult() == null;
	}

	/**
	 * Return what the parts are like, never what they say, which may be confidential.
	 */
	@Override
	public String toString() {
		return "RequestParts[system=" + (this.system != null) + ", messages=" + this.messages + ", maxTokens="
				+ this.maxTokens + "]";
	}

}
