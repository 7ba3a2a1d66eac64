package com.flexinference.ai;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import com.flexinference.client.StreamFailedException;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.RecordedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for streams of {@link FlexInferenceChatModel}, in all four formats.
 */
@ParameterizedClass
@EnumSource
@Timeout(30)
class StreamTests {

	private static final Duration SOON = Duration.ofSeconds(5);

	private static final int ATTEMPTS = 20;

	@AutoClose
	private final TestModel test = new TestModel();

	@Parameter
	CallerFormat format;

	@Test
	void streams() {
		String words = IntStream.range(0, 1000).mapToObj(String::valueOf).collect(Collectors.joining(" "));
		this.test.answer(LocalAnswer.text(words).servedOn("flex").cost(42));
		FlexInferenceChatModel model = this.test
			.create((o) -> o.format(this.format).request((r) -> r.startWithin(Duration.ofSeconds(30))));
		List<ChatResponse> chunks = model.stream(new Prompt("Count.")).limitRate(1).collectList().block();
		assertThat(chunks).hasSize(1001)
			.allSatisfy((chunk) -> assertThat(chunk.getResult().getOutput().getText()).isNotNull());
		assertThat(
				chunks.stream().map((chunk) -> chunk.getResult().getOutput().getText()).collect(Collectors.joining()))
			.isEqualTo(words);
		ChatResponse last = chunks.get(1000);
		TestModel.assertTold(last);
		assertThat(last.getMetadata().getId()).isNotBlank();
		assertThat(last.getMetadata().getUsage().getCompletionTokens()).isPositive();
		assertThat(last.getResult().getMetadata().getFinishReason()).isNotBlank();
	}

	@Test
	void streamIsLazyAndCanBeSubscribedAgain() {
		this.test.answer(LocalAnswer.text("Venus"), LocalAnswer.text("Mars"));
		Flux<String> text = text(this.test.create(this.format).stream(new Prompt("Hi")));
		assertThat(this.test.count()).isZero();
		assertThat(String.join("", text.collectList().block())).isEqualTo("Venus");
		assertThat(String.join("", text.collectList().block())).isEqualTo("Mars");
	}

	@Test
	void streamOfAChatClientCanBeRepeatedIfItIsDeferred() {
		this.test.answer(LocalAnswer.text("Venus"), LocalAnswer.text("Mars"));
		ChatClient chat = ChatClient.create(this.test.create(this.format));
		List<String> text = Flux.defer(() -> chat.prompt("Hi").stream().content()).repeat(1).collectList().block();
		assertThat(String.join(" ", text)).isEqualTo("Venus Mars");
	}

	@Test
	void streamThatIsCutIsAnError() {
		this.test.answer(LocalAnswer.text("One two three four five six seven").truncatedAfter(8));
		StepVerifier.create(this.test.create(this.format).stream(new Prompt("Hi")))
			.thenConsumeWhile((chunk) -> true)
			.verifyError(StreamFailedException.class);
	}

	@Test
	void cancelBeforeTheStartClosesTheConnection() {
		this.test.answer(LocalAnswer.simulated().stalledBeforeHeaders());
		Disposable subscription = this.test.create(this.format).stream(new Prompt("Hi")).subscribe();
		RecordedRequest request = this.test.sent();
		subscription.dispose();
		assertThat(request.outcome()).succeedsWithin(SOON).isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

	@Test
	void cancelClosesTheConnection() {
		this.test.answer(LocalAnswer.text("One two three four").stalledAfter(6));
		ChatResponse first = this.test.create(this.format).stream(new Prompt("Hi")).blockFirst();
		assertThat(first.getResult().getOutput().getText()).startsWith("One");
		assertThat(this.test.sent().outcome()).succeedsWithin(SOON).isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

	@Test
	void readsNoMoreThanIsRequested() {
		String words = IntStream.range(0, 200_000).mapToObj(String::valueOf).collect(Collectors.joining(" "));
		this.test.answer(LocalAnswer.text(words));
		StepVerifier.create(this.test.create(this.format).stream(new Prompt("Count.")), 3)
			.expectNextCount(3)
			.then(() -> assertThat(this.test.last().outcome()).isNotDone())
			.thenCancel()
			.verify();
		assertThat(this.test.sent().outcome()).succeedsWithin(SOON).isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

	@Test
	void streamThatFailsIsAnError() {
		this.test.answer(LocalAnswer.text("One two three four five").failedAfter(6, "upstream_stream_failed"));
		assertFails();
	}

	@Test
	void streamThatIsResetIsAnError() {
		this.test.answer(LocalAnswer.text("One two three four five").resetAfter(6));
		assertFails();
	}

	@Test
	void streamWithoutItsLastEventIsAnError() {
		this.test.answer(LocalAnswer.text("One two three").withoutEnd());
		assertFails();
	}

	private void assertFails() {
		StepVerifier.create(this.test.create(this.format).stream(new Prompt("Hi")))
			.thenConsumeWhile((chunk) -> true)
			.verifyError(StreamFailedException.class);
		assertThat(this.test.count()).isEqualTo(1);
	}

	/**
	 * A loaded machine may be late once, but not always.
	 */
	@Test
	void cancelDuringARaceIsSeenInTime() {
		long best = Long.MAX_VALUE;
		FlexInferenceChatModel model = this.test
			.create((o) -> o.format(this.format).request((r) -> r.startWithin(Duration.ofMinutes(5))));
		for (int i = 0; i < ATTEMPTS && best > 100; i++) {
			this.test.answer(LocalAnswer.simulated().stalledBeforeHeaders());
			Disposable subscription = model.stream(new Prompt("Hi")).subscribe();
			RecordedRequest request = this.test.sent();
			long begin = System.nanoTime();
			Schedulers.parallel().schedule(subscription::dispose);
			assertThat(request.outcome()).succeedsWithin(SOON).isEqualTo(RecordedRequest.Outcome.ABORTED);
			best = Math.min(best, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
		}
		assertThat(best).isLessThanOrEqualTo(100);
	}

	@Test
	void callsComeWholeAndOnceAtTheEnd() {
		this.test.answer(LocalAnswer.text("I look. ")
			.andToolCall("weather", "{\"name\":\"Oslo\"}")
			.andToolCall("weather", "{\"name\":\"Rome\"}"));
		List<ChatResponse> chunks = this.test.create(this.format)
			.stream(new Prompt("Where is it warm?"))
			.collectList()
			.block();
		ChatResponse last = chunks.get(chunks.size() - 1);
		assertThat(last.getResult().getOutput().getToolCalls()).extracting(AssistantMessage.ToolCall::arguments)
			.allSatisfy((arguments) -> assertThat(arguments).endsWith("}"))
			.hasSize(2);
		assertThat(last.getResult().getOutput().getText()).isEmpty();
		assertThat(chunks.subList(0, chunks.size() - 1)).noneMatch(ChatResponse::hasToolCalls);
		assertThat(
				chunks.stream().map((chunk) -> chunk.getResult().getOutput().getText()).collect(Collectors.joining()))
			.isEqualTo("I look. ");
	}

	private static Flux<String> text(Flux<ChatResponse> chunks) {
		return chunks.mapNotNull((chunk) -> chunk.getResult().getOutput().getText());
	}

}
