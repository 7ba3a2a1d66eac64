package com.flexinference.benchmarks.peer;

import java.util.function.Consumer;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

import com.flexinference.ai.FlexInferenceChatModel;
import com.flexinference.ai.FlexInferenceChatOptions;
import com.flexinference.benchmarks.Format;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.StartWithin;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.template.FlexInferenceTemplate;

/**
 * Spring AI on one of its chat models, without observation.
 */
final class SpringAi implements Peer {

	private final ChatModel model;

	private SpringAi(ChatModel model) {
		this.model = model;
	}

	static Peer onOpenAi(String baseUrl) {
		OpenAiChatOptions.Builder options = OpenAiChatOptions.builder();
		options.baseUrl(baseUrl);
		options.apiKey("flex_live_benchmark");
		options.model("gpt-5.5");
		return new SpringAi(OpenAiChatModel.builder().options(options.build()).build());
	}

	static Peer onFlexInference(String baseUrl) {
		FlexInferenceClient client = FlexInferenceClient.builder()
			.baseUrl(baseUrl)
			.apiKey("flex_live_benchmark")
			.defaults(FlexRequest.of((request) -> request.model("gpt-5.5").startWithin(StartWithin.DEFAULT)))
			.build();
		return new SpringAi(FlexInferenceChatModel.builder(FlexInferenceTemplate.create(client))
			.options(FlexInferenceChatOptions.builder().format(CallerFormat.CHAT_COMPLETIONS).build())
			.build());
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
