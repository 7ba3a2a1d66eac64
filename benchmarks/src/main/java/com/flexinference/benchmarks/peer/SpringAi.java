package com.flexinference.benchmarks.peer;

import java.util.function.Consumer;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

import com.flexinference.benchmarks.Format;

/**
 * Spring AI on OpenAI's client, without observation.
 */
final class SpringAi implements Peer {

	private final OpenAiChatModel model;

	SpringAi(String baseUrl) {
		OpenAiChatOptions.Builder options = OpenAiChatOptions.builder();
		options.baseUrl(baseUrl);
		options.apiKey("flex_live_benchmark");
		options.model("gpt-5.5");
		this.model = OpenAiChatModel.builder().options(options.build()).build();
	}

	@Override
	public Object ask(Format format) {
		return text(this.model.call(new Prompt("Write a haiku.")));
	}

	@Override
	public void stream(Format format, Reading reading, Consumer<Object> sink) {
		this.model.stream(new Prompt("Write a haiku.")).doOnNext((response) -> sink.accept(text(response))).blockLast();
	}

	private static Object text(ChatResponse response) {
		Generation generation = response.getResult();
		String text = (generation != null) ? generation.getOutput().getText() : null;
		return (text != null) ? text : "";
	}

}
