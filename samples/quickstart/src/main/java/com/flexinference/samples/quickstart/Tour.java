package com.flexinference.samples.quickstart;

import java.util.function.Consumer;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.FlexStream;

/**
 * Asks one question in each caller format on start, plain and streamed, and prints what
 * came of it.
 */
@Component
class Tour implements ApplicationRunner {

	private final FlexInferenceClient flex;

	Tour(FlexInferenceClient flex) {
		this.flex = flex;
	}

	@Override
	public void run(ApplicationArguments args) {
		String prompt = "Write a haiku about cheap GPUs.";
		show("Responses", prompt, this.flex.responses(), Prompts.responses(prompt));
		show("Chat Completions", prompt, this.flex.chatCompletions(), Prompts.chatCompletions(prompt));
		show("Interactions", prompt, this.flex.interactions(), Prompts.interactions(prompt));
		show("Messages", prompt, this.flex.messages(), Prompts.messages(prompt));
		System.out.println();
	}

	private void show(String format, String prompt, FlexInferenceClient.Calls calls,
			Consumer<FlexRequest.Builder> request) {
		System.out.printf("%n%s%n  prompt    %s%n", format, prompt);
		FlexResponse response = calls.create(request);
		System.out.printf("  answer    %s%n", response.text());
		print(Reply.of(response));
		System.out.print("  streamed  ");
		try (FlexStream stream = calls.stream(request.andThen((r) -> r.includeCost(true)))) {
			stream.text().forEach(System.out::print);
			System.out.println();
			print(Reply.of(stream.answer()));
		}
	}

	private void print(Reply reply) {
		System.out.printf("  served    tier %s, reason %s, cost %s USD%n", reply.servedTier(), reply.reason(),
				reply.costUsd());
	}

}
