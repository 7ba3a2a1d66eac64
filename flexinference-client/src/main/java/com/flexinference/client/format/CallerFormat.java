package com.flexinference.client.format;

/**
 * A format in which a caller can write requests and read answers. Any format reaches any
 * provider (docs/wire-contract.md, section 1.3).
 */
public enum CallerFormat {

	/**
	 * OpenAI Responses, {@code POST /responses}.
	 */
	RESPONSES("/responses"),

	/**
	 * OpenAI Chat Completions, {@code POST /chat/completions}.
	 */
	CHAT_COMPLETIONS("/chat/completions"),

	/**
	 * Google Interactions, {@code POST /interactions}.
	 */
	INTERACTIONS("/interactions"),

	/**
	 * Anthropic Messages, {@code POST /messages}.
	 */
	MESSAGES("/messages");

	private final String path;

	CallerFormat(String path) {
		this.path = path;
	}

	/**
	 * Return the path under the base URL.
	 * @return the path, with a leading slash
	 */
	public String path() {
		return this.path;
	}

}
