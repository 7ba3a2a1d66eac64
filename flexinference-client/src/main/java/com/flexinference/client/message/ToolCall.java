package com.flexinference.client.message;

import java.io.Serializable;

import org.jspecify.annotations.Nullable;

/**
 * A call of a tool that the model asks for.
 *
 * @param id the id to answer to, or {@code null} if the format gives none
 * @param name the name of the tool
 * @param arguments the arguments as the text of a JSON object; in a stream that was cut,
 * as far as they arrived
 */
public record ToolCall(@Nullable String id, String name, String arguments) implements Serializable {

	/**
	 * Return which tool is called, never its arguments, which may be confidential.
	 */
	@Override
	public String toString() {
		return "ToolCall[id=" + this.id + ", name=" + this.name + ", arguments=" + this.arguments.length()
				+ " characters]";
	}

}
