package com.flexinference.benchmarks;

/**
 * The formats that are measured.
 */
public enum Format {

	/**
	 * OpenAI Chat Completions.
	 */
	CHAT("/chat/completions",
			"{\"model\":\"gpt-5.5\",\"messages\":[{\"role\":\"user\",\"content\":\"Write a haiku.\"}],\"start_within\":\"default\"%s}"),

	/**
	 * OpenAI Responses.
	 */
	RESPONSES("/responses", "{\"model\":\"gpt-5.5\",\"input\":\"Write a haiku.\",\"start_within\":\"default\"%s}"),

	/**
	 * Anthropic Messages.
	 */
	MESSAGES("/messages",
			"{\"model\":\"claude-opus-4-8\",\"max_tokens\":1024,\"messages\":[{\"role\":\"user\",\"content\":\"Write a haiku.\"}],\"start_within\":\"default\"%s}");

	private final String path;

	private final String request;

	Format(String path, String request) {
		this.path = path;
		this.request = request;
	}

	public String path() {
		return this.path;
	}

	/**
	 * Return the request as a client that knows no format sends it.
	 * @param stream whether to ask for a stream
	 * @return the JSON
	 */
	public String request(boolean stream) {
		return this.request.formatted(stream ? ",\"stream\":true" : "");
	}

}
