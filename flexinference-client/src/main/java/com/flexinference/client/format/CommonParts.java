package com.flexinference.client.format;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The parts of a request that every caller format has, each in its own place.
 *
 * @param system the instructions for the model, or {@code null} if unset
 * @param turns the turns of the conversation, the last one last; empty if unset
 * @param maxTokens the most tokens to generate, or {@code null} if unset
 * @param tools the tools that the model may ask to call, empty if unset
 * @param answer the schema that the answer has to follow, or {@code null} if unset
 */
public record CommonParts(@Nullable String system, List<Turn> turns, @Nullable Integer maxTokens,
		List<ToolDefinition> tools, @Nullable AnswerSchema answer) {

	/**
	 * Common parts of which none is set.
	 */
	public static final CommonParts EMPTY = new CommonParts(null, List.of(), null, List.of(), null);

	public CommonParts {
		turns = List.copyOf(turns);
		tools = List.copyOf(tools);
	}

	/**
	 * Add instructions.
	 * @param text the instructions; they follow those already set after a blank line
	 * @return new parts
	 */
	public CommonParts withSystem(String text) {
		return new CommonParts((this.system != null) ? this.system + "\n\n" + text : text, this.turns, this.maxTokens,
				this.tools, this.answer);
	}

	/**
	 * Add a turn.
	 * @param turn the turn
	 * @return new parts
	 */
	public CommonParts withTurn(Turn turn) {
		List<Turn> all = new ArrayList<>(this.turns);
		all.add(turn);
		return new CommonParts(this.system, all, this.maxTokens, this.tools, this.answer);
	}

	/**
	 * Set the most tokens to generate.
	 * @param tokens the number of tokens, or {@code null} to unset it
	 * @return new parts
	 */
	public CommonParts withMaxTokens(@Nullable Integer tokens) {
		return new CommonParts(this.system, this.turns, tokens, this.tools, this.answer);
	}

	/**
	 * Add a tool.
	 * @param tool the tool
	 * @return new parts
	 */
	public CommonParts withTool(ToolDefinition tool) {
		List<ToolDefinition> all = new ArrayList<>(this.tools);
		all.add(tool);
		return new CommonParts(this.system, this.turns, this.maxTokens, all, this.answer);
	}

	/**
	 * Set the schema that the answer has to follow.
	 * @param schema the schema
	 * @return new parts
	 */
	public CommonParts withAnswer(AnswerSchema schema) {
		return new CommonParts(this.system, this.turns, this.maxTokens, this.tools, schema);
	}

	/**
	 * Fill the parts that are unset.
	 * @param other where to take unset parts from
	 * @return new parts
	 */
	public CommonParts orElse(CommonParts other) {
		return new CommonParts((this.system != null) ? this.system : other.system,
				(!this.turns.isEmpty()) ? this.turns : other.turns,
				(this.maxTokens != null) ? this.maxTokens : other.maxTokens,
				(!this.tools.isEmpty()) ? this.tools : other.tools, (this.answer != null) ? this.answer : other.answer);
	}

	/**
	 * Return whether there is one question without history.
	 * @return whether there is exactly one turn, by the user
	 */
	boolean isSingleQuestion() {
		return this.turns.size() == 1 && this.turns.get(0).role() == Turn.Role.USER
				&& this.turns.get(0).toolResult() == null;
	}

	/**
	 * Return what the parts are like, never what they say, which may be confidential.
	 */
	@Override
	public String toString() {
		return "CommonParts[system=" + (this.system != null) + ", turns=" + this.turns + ", maxTokens=" + this.maxTokens
				+ "]";
	}

}
