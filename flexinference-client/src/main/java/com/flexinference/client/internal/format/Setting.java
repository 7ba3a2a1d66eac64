package com.flexinference.client.internal.format;

import java.util.Set;

/**
 * A setting of a request that formats have in fields of different names, if at all.
 */
public enum Setting {

	/**
	 * The maximum number of tokens to generate, an {@link Integer}.
	 */
	MAX_TOKENS("maxTokens", "max_output_tokens", "max_completion_tokens", "max_tokens",
			"generation_config.max_output_tokens"),

	/**
	 * The sampling temperature, a {@link Double}.
	 */
	TEMPERATURE("temperature", "temperature", "generation_config.temperature"),

	/**
	 * The probability mass to sample from, a {@link Double}.
	 */
	TOP_P("topP", "top_p", "generation_config.top_p"),

	/**
	 * Texts that end the answer, a list of strings.
	 */
	STOP("stop", "stop", "stop_sequences"),

	/**
	 * How much to reason, a string.
	 */
	REASONING_EFFORT("reasoningEffort", "reasoning.effort", "reasoning_effort", "generation_config.thinking_level"),

	/**
	 * The maximum number of tokens to reason with, an {@link Integer}.
	 */
	REASONING_BUDGET("reasoningBudget", "thinking"),

	/**
	 * Whether to call tools, a {@link com.flexinference.client.message.ToolChoice}.
	 */
	TOOL_CHOICE("toolChoice", "tool_choice", "generation_config.tool_choice"),

	/**
	 * Whether several tools may be called at once, a {@link Boolean}.
	 */
	PARALLEL_TOOL_CALLS("parallelToolCalls", "parallel_tool_calls"),

	/**
	 * Whether the model may search the web, {@code true}.
	 */
	WEB_SEARCH("webSearch", "tools", "web_search_options");

	private final String label;

	private final Set<String> fields;

	Setting(String label, String... fields) {
		this.label = label;
		this.fields = Set.of(fields);
	}

	/**
	 * Return the name of the setting in the builder of requests.
	 * @return the name of the method
	 */
	public String label() {
		return this.label;
	}

	/**
	 * Return the fields that have the setting in any of the formats.
	 * @return names of fields, those of members with a dot
	 */
	public Set<String> fields() {
		return this.fields;
	}

}
