package com.flexinference.client.internal.request;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.format.CallerFormat;

/**
 * A setting of a request that formats have in fields of different names, if at all.
 */
public enum Setting {

	/**
	 * The maximum number of tokens to generate, an {@link Integer}.
	 */
	MAX_TOKENS("maxTokens", "max_output_tokens", "max_completion_tokens", "generation_config.max_output_tokens",
			"max_tokens"),

	/**
	 * The sampling temperature, a {@link Double}.
	 */
	TEMPERATURE("temperature", "temperature", "temperature", "generation_config.temperature", "temperature"),

	/**
	 * The probability mass to sample from, a {@link Double}.
	 */
	TOP_P("topP", "top_p", "top_p", "generation_config.top_p", "top_p"),

	/**
	 * Texts that end the answer, a list of strings.
	 */
	STOP("stop", null, "stop", null, "stop_sequences"),

	/**
	 * How much to reason, a string.
	 */
	REASONING_EFFORT("reasoningEffort", "reasoning.effort", "reasoning_effort", "generation_config.thinking_level",
			null),

	/**
	 * The maximum number of tokens to reason with, an {@link Integer}.
	 */
	REASONING_BUDGET("reasoningBudget", null, null, null, "thinking"),

	/**
	 * Whether to call tools, a {@link com.flexinference.client.message.ToolChoice}.
	 */
	TOOL_CHOICE("toolChoice", "tool_choice", "tool_choice", "generation_config.tool_choice", "tool_choice"),

	/**
	 * Whether several tools may be called at once, a {@link Boolean}.
	 */
	PARALLEL_TOOL_CALLS("parallelToolCalls", "parallel_tool_calls", "parallel_tool_calls", null, null),

	/**
	 * Whether the model may search the web, {@code true}.
	 */
	WEB_SEARCH("webSearch", "tools", "web_search_options", "tools", "tools");

	private final String label;

	private final @Nullable String[] fields;

	/**
	 * Create a setting.
	 * @param label the name of the method of the builder
	 * @param fields the field in each format in the order of {@link CallerFormat}
	 */
	Setting(String label, @Nullable String... fields) {
		this.label = label;
		this.fields = fields;
	}

	public String label() {
		return this.label;
	}

	/**
	 * Return the fields that have the setting in any of the formats.
	 * @return names of fields, those of members with a dot
	 */
	public Set<String> fields() {
		return Arrays.stream(this.fields).filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
	}

	public @Nullable String field(CallerFormat format) {
		return this.fields[format.ordinal()];
	}

}
