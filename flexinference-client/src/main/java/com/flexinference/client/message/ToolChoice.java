package com.flexinference.client.message;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Whether the model calls tools.
 */
public final class ToolChoice {

	/**
	 * The model decides.
	 */
	public static final ToolChoice AUTO = new ToolChoice("auto", null);

	/**
	 * The model calls no tool.
	 */
	public static final ToolChoice NONE = new ToolChoice("none", null);

	/**
	 * The model calls at least one tool.
	 */
	public static final ToolChoice REQUIRED = new ToolChoice("required", null);

	private final String mode;

	private final @Nullable String tool;

	private ToolChoice(String mode, @Nullable String tool) {
		this.mode = mode;
		this.tool = tool;
	}

	/**
	 * Let the model call one tool.
	 * @param name the name of the tool
	 * @return a choice of that tool
	 */
	public static ToolChoice tool(String name) {
		Assert.hasText(name, "'name' must not be empty");
		return new ToolChoice("tool", name);
	}

	/**
	 * Return the tool that the model has to call.
	 * @return the name of the tool, or {@code null} if it is unknown
	 */
	public @Nullable String name() {
		return this.tool;
	}

	/**
	 * Return the choice as text.
	 * @return {@code auto}, {@code none}, {@code required}, or {@code tool} and its name
	 */
	@Override
	public String toString() {
		return (this.tool != null) ? this.mode + " " + this.tool : this.mode;
	}

}
