package com.flexinference.router.internal.format;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.error.ErrorEnvelope;

/**
 * The caller formats (docs/wire-contract.md, sections 6 to 9): where each is served, how
 * it reports errors and what reads and writes it.
 */
public enum CallerFormat {

	RESPONSES("/v1/responses", ErrorEnvelope.OPENAI, new ResponsesFormat()),

	CHAT_COMPLETIONS("/v1/chat/completions", ErrorEnvelope.OPENAI, new ChatCompletionsFormat()),

	INTERACTIONS("/v1/interactions", ErrorEnvelope.GOOGLE, new InteractionsFormat()),

	MESSAGES("/v1/messages", ErrorEnvelope.ANTHROPIC, new MessagesFormat());

	private final String path;

	private final ErrorEnvelope envelope;

	private final Format format;

	CallerFormat(String path, ErrorEnvelope envelope, Format format) {
		this.path = path;
		this.envelope = envelope;
		this.format = format;
	}

	public static @Nullable CallerFormat of(String path) {
		return Arrays.stream(values()).filter((format) -> format.path.equals(path)).findFirst().orElse(null);
	}

	public ErrorEnvelope envelope() {
		return this.envelope;
	}

	public Format format() {
		return this.format;
	}

}
