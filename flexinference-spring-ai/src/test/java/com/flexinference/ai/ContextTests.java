package com.flexinference.ai;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.context.ContextRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.router.LocalAnswer;
import com.flexinference.template.FlexInferenceScope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that scope, observation and other thread locals reach the callbacks of tools, the
 * requests after them, and operators on other threads, if Reactor propagates them.
 */
@Timeout(30)
class ContextTests {

	private static final String KEY = "user";

	private static final ThreadLocal<String> USER = new ThreadLocal<>();

	private final ObservationRegistry observations = TestObservationRegistry.create();

	private final TestModel test = new TestModel(this.observations);

	private final List<String> seen = new CopyOnWriteArrayList<>();

	private final ToolCallback tool = FunctionToolCallback.builder("now", () -> {
		note();
		return "noon";
	}).build();

	@BeforeEach
	void propagate() {
		ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, USER);
		Hooks.enableAutomaticContextPropagation();
	}

	@AfterEach
	void close() {
		Hooks.disableAutomaticContextPropagation();
		ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
		USER.remove();
		this.test.close();
	}

	private void note() {
		Observation current = this.observations.getCurrentObservation();
		this.seen.add(USER.get() + " " + FlexInferenceScope.current().format() + " " + (current != null));
	}

	@Test
	void contextReachesToolsOfCalls() {
		inContext(() -> chat().prompt("When?").tools(this.tool).call().content());
		assertThat(this.seen).containsExactly("ada MESSAGES true");
		assertThatRequestsHadTheScope();
	}

	@Test
	void contextReachesToolsOfStreamsAndLaterOperators() {
		inContext(() -> chat().prompt("When?")
			.tools(this.tool)
			.stream()
			.content()
			.publishOn(Schedulers.parallel())
			.doOnNext((piece) -> note())
			.collectList()
			.block());
		assertThat(this.seen).hasSizeGreaterThan(1).containsOnly("ada MESSAGES true");
		assertThatRequestsHadTheScope();
	}

	@Test
	void scopeOfAnAdvisorReachesAllRequestsWithoutPropagation() {
		Hooks.disableAutomaticContextPropagation();
		answerAfterCall();
		Flux<String> content = ChatClient.builder(this.test.create(CallerFormat.RESPONSES))
			.defaultAdvisors(FlexInferenceAdvisor.startWithin(Duration.ofSeconds(20)))
			.build()
			.prompt("When?")
			.tools(this.tool)
			.stream()
			.content();
		content.subscribeOn(Schedulers.parallel()).blockLast();
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-00m-20s");
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-00m-20s");
	}

	private void inContext(Runnable work) {
		answerAfterCall();
		USER.set("ada");
		FlexInferenceScope scope = FlexInferenceScope.of((r) -> r.startWithin(Duration.ofSeconds(20)))
			.withFormat(CallerFormat.MESSAGES);
		Observation parent = Observation.start("parent", this.observations);
		FlexInferenceScope.with(scope, () -> {
			parent.scoped(work);
			return null;
		});
		parent.stop();
	}

	private void assertThatRequestsHadTheScope() {
		for (int i = 0; i < 2; i++) {
			assertThat(this.test.sent()).satisfies((request) -> assertThat(request.path()).isEqualTo("/v1/messages"))
				.satisfies((request) -> assertThat(request.startWithin()).isEqualTo("00h-00m-20s"));
		}
	}

	private ChatClient chat() {
		return ChatClient.builder(this.test.create((options) -> {
		}), this.observations, null, null).build();
	}

	private void answerAfterCall() {
		this.test.answer(LocalAnswer.toolCall("now", "{}"), LocalAnswer.text("At noon."));
	}

}
