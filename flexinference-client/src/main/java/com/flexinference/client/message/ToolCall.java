package com.flexinference.client.message;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.JsonProblem;
import com.flexinference.client.internal.json.WireJson;
import com.flexinference.client.internal.text.ForeignText;

/**
 * A call of a tool that the model requests.
 *
 * @param id the id to answer to, or {@code null} if the format gives none
 * @param name the name of the tool
 * @param arguments the arguments as the text of a JSON object; in a stream that was cut,
 * as far as they arrived
 * @param answer the answer that has the call, or {@code null} for a call from elsewhere;
 * it does not count for equality
 */
public record ToolCall(@Nullable String id, String name, String arguments,
		@JsonIgnore @Nullable Answer answer) implements Serializable {

	/**
	 * Create a call that is of no answer.
	 * @param id the id to answer to, or {@code null} if the format gives none
	 * @param name the name of the tool
	 * @param arguments the arguments as the text of a JSON object
	 */
	public ToolCall(@Nullable String id, String name, String arguments) {
		this(id, name, arguments, null);
	}

	/**
	 * Return the arguments as a tree.
	 * @return the JSON of the arguments
	 * @throws InvalidToolArgumentsException if the arguments are not a JSON object
	 */
	public JsonNode json() {
		JsonNode tree;
		try {
			tree = WireJson.tree(bytes());
		}
		catch (JacksonException ex) {
			throw new InvalidToolArgumentsException(this.name, JsonProblem.describe(ex));
		}
		if (!tree.isObject()) {
			throw new InvalidToolArgumentsException(this.name, "it is not a JSON object");
		}
		return tree;
	}

	/**
	 * Return the arguments as an object. Numbers keep their digits.
	 * @param <T> the type of the object
	 * @param type the type to bind the arguments to; unknown members are ignored, and
	 * primitives must be there
	 * @return the bound object
	 * @throws InvalidToolArgumentsException if the arguments are not a JSON object or do
	 * not fit the type
	 */
	public <T> T argumentsAs(Class<T> type) {
		json();
		try {
			return WireJson.bind(bytes(), type);
		}
		catch (JacksonException ex) {
			throw new InvalidToolArgumentsException(this.name, JsonProblem.describe(ex));
		}
	}

	private byte[] bytes() {
		return this.arguments.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ToolCall call && Objects.equals(this.id, call.id) && this.name.equals(call.name)
				&& this.arguments.equals(call.arguments);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.id, this.name, this.arguments);
	}

	/**
	 * Return which tool is called, never its arguments, which may be confidential.
	 */
	@Override
	public String toString() {
		return ForeignText.neutralize("ToolCall[id=" + this.id + ", name=" + this.name + ", arguments="
				+ this.arguments.length() + " characters]");
	}

}
