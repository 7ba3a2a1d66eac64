package com.flexinference.samples.quickstart;

import java.time.Duration;
import java.util.function.Consumer;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.StartWithin;

/**
 * The requests that this application sends, one for each caller format.
 */
final class Prompts {

	private Prompts() {
	}

	static Consumer<FlexRequest.Builder> responses(String prompt) {
		return (r) -> r.model("gpt-5.5").user(prompt).startWithin(Duration.ofSeconds(30));
	}

	static Consumer<FlexRequest.Builder> chatCompletions(String prompt) {
		return (r) -> r.model("gpt-5-nano").user(prompt).startWithin(Duration.ofSeconds(20));
	}

	static Consumer<FlexRequest.Builder> interactions(String prompt) {
		return (r) -> r.model("gemini-3.5-flash").user(prompt).startWithin(Duration.ofMinutes(1));
	}

	static Consumer<FlexRequest.Builder> messages(String prompt) {
		// Anthropic has no flex tier, and wants a limit on the length of the answer.
		return (r) -> r.model("claude-opus-4-8").user(prompt).maxTokens(1024).startWithin(StartWithin.DEFAULT);
	}

}
