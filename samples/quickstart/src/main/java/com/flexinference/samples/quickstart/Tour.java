package com.flexinference.samples.quickstart;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexStream;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.Answer;

/**
 * Asks one question in each caller format on start, plain and streamed, and prints the
 * answers.
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
		show(new Question(CallerFormat.RESPONSES, "gpt-5.5", "30s", prompt));
		show(new Question(CallerFormat.CHAT_COMPLETIONS, "gpt-5-nano", "20s", prompt));
		show(new Question(CallerFormat.INTERACTIONS, "gemini-3.5-flash", "1m", prompt));
		// Anthropic has no flex tier.
		show(new Question(CallerFormat.MESSAGES, "claude-opus-4-8", "default", prompt));
		System.out.println();
	}

	private void show(Question question) {
		System.out.printf("%n%s, %s, start_within %s%n  prompt    %s%n", question.format(), question.model(),
				question.startWithin(), question.prompt());
		Answer answer = question.answer(this.flex).answer();
		System.out.printf("  answer    %s%n", answer.text());
		print(Reply.of(answer));
		System.out.print("  streamed  ");
		try (FlexStream stream = question.stream(this.flex)) {
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
