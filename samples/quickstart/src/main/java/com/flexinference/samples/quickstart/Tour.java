package com.flexinference.samples.quickstart;

import java.io.PrintStream;
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

	private final PrintStream out = System.out;

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
		this.out.println();
	}

	private void show(String format, String prompt, FlexInferenceClient.Calls calls,
			Consumer<FlexRequest.Builder> request) {
		this.out.printf("%n%s%n  prompt    %s%n", format, prompt);
		FlexResponse response = calls.create(request);
		this.out.printf("  answer    %s%n", response.text());
		print(Reply.of(response));
		this.out.print("  streamed  ");
		try (FlexStream stream = calls.stream(request.andThen((r) -> r.includeCost(true)))) {
			stream.text().forEach(this.out::print);
			this.out.println();
			print(Reply.of(stream.result()));
		}
	}

	private void print(Reply reply) {
		this.out.printf("  served    tier %s, reason %s, cost %s USD%n", reply.servedTier(), reply.reason(),
				reply.costUsd());
	}

}
