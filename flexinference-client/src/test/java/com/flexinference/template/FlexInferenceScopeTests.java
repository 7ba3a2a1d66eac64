package com.flexinference.template;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.format.CallerFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link FlexInferenceScope}.
 */
class FlexInferenceScopeTests {

	private static final FlexInferenceScope OUTER = FlexInferenceScope
		.of((r) -> r.model("outer").startWithin(Duration.ofSeconds(30)))
		.withFormat(CallerFormat.MESSAGES);

	private final TestTemplate test = new TestTemplate();

	private final FlexInferenceTemplate template = this.test.create();

	private final ExecutorService pool = Executors.newSingleThreadExecutor();

	@AfterEach
	void close() {
		this.pool.shutdownNow();
		this.test.close();
	}

	@Test
	void innerScopeWinsFieldByField() {
		FlexInferenceScope inner = FlexInferenceScope.of((r) -> r.model("gpt-5-mini"));
		FlexInferenceScope.with(OUTER, () -> FlexInferenceScope.with(inner, () -> this.template.ask("Hi").text()));
		JsonNode json = this.test.sent().json();
		assertThat(json.path("model").asString()).isEqualTo("gpt-5-mini");
		assertThat(json.path("start_within").asString()).isEqualTo("00h-00m-30s");
		assertThat(json.path("max_tokens").asInt()).isEqualTo(100);
	}

	@Test
	void callWinsOverScope() {
		FlexInferenceScope.with(OUTER,
				() -> this.template.ask((r) -> r.user("Hi").model("gpt-5").startWithin(Duration.ofSeconds(7))).text());
		assertThat(this.test.sent()).satisfies((request) -> {
			assertThat(request.json().path("model").asString()).isEqualTo("gpt-5");
			assertThat(request.startWithin()).isEqualTo("00h-00m-07s");
		});
	}

	@Test
	void systemTextOfTheCallReplacesThatOfTheScope() {
		FlexInferenceScope scope = FlexInferenceScope.of((r) -> r.system("Be brief."));
		FlexInferenceScope.with(scope, () -> this.template.responses((r) -> r.user("Hi").system("Be long.")).text());
		assertThat(this.test.sent().json().path("instructions").asString()).isEqualTo("Be long.");
	}

	@Test
	void formatComesFromScopeThenTemplate() {
		FlexInferenceScope.with(OUTER.withRequest(FlexRequest.EMPTY), () -> this.template.ask("Hi").text());
		this.template.ask("Hi").text();
		FlexInferenceScope.with(OUTER.withRequest(FlexRequest.EMPTY), () -> this.template.chatCompletions("Hi").text());
		assertThat(List.of(this.test.sent().path(), this.test.sent().path(), this.test.sent().path()))
			.containsExactly("/v1/messages", "/v1/responses", "/v1/chat/completions");
	}

	@Test
	void scopeEndsWithTheWork() {
		FlexInferenceScope.with(OUTER, () -> assertThat(FlexInferenceScope.current()).isSameAs(OUTER));
		assertThat(FlexInferenceScope.current()).isSameAs(FlexInferenceScope.NONE);
	}

	@Test
	void scopeEndsWithWorkThatFails() {
		assertThatIllegalStateException().isThrownBy(() -> FlexInferenceScope.with(OUTER, () -> {
			throw new IllegalStateException();
		}));
		assertThat(FlexInferenceScope.current()).isSameAs(FlexInferenceScope.NONE);
	}

	@Test
	void pooledThreadsKeepNoScope() throws Exception {
		this.pool.submit(() -> FlexInferenceScope.with(OUTER, FlexInferenceScope::current)).get();
		assertThat(onPool(FlexInferenceScope::current)).isSameAs(FlexInferenceScope.NONE);
	}

	@Test
	void asyncCallHasTheScopeAndThePoolKeepsNone() throws Exception {
		FlexInferenceTemplate pooled = this.test.create((builder) -> builder.executor(this.pool));
		FlexInferenceScope
			.with(OUTER.withRequest(FlexRequest.of((r) -> r.model("gpt-5-mini"))), () -> pooled.ask("Hi").async())
			.get();
		assertThat(this.test.sent()).satisfies((request) -> {
			assertThat(request.path()).isEqualTo("/v1/messages");
			assertThat(request.json().path("model").asString()).isEqualTo("gpt-5-mini");
		});
		assertThat(onPool(FlexInferenceScope::current)).isSameAs(FlexInferenceScope.NONE);
	}

	@Test
	void asyncCallRunsOnAThreadOfItsOwnByDefault() throws Exception {
		assertThat(this.template.ask("Hi").async().thenApply((response) -> Thread.currentThread()).get()).isNotNull();
		assertThat(this.test.count()).isEqualTo(1);
	}

	@Test
	void snapshotOfMicrometerCarriesTheScope() throws Exception {
		ContextSnapshotFactory factory = ContextSnapshotFactory.builder()
			.contextRegistry(new ContextRegistry().loadThreadLocalAccessors())
			.build();
		ContextSnapshot snapshot = FlexInferenceScope.with(OUTER, () -> factory.captureAll());
		assertThat(onPool(snapshot.wrap(FlexInferenceScope::current))).isSameAs(OUTER);
		assertThat(onPool(FlexInferenceScope::current)).isSameAs(FlexInferenceScope.NONE);
	}

	@Test
	void snapshotWithoutScopeClearsAndRestores() throws Exception {
		ContextSnapshotFactory factory = ContextSnapshotFactory.builder().clearMissing(true).build();
		ContextSnapshot snapshot = factory.captureAll();
		Callable<FlexInferenceScope> wrapped = snapshot.wrap(FlexInferenceScope::current);
		FlexInferenceScope.<Void, Exception>with(OUTER, () -> {
			assertThat(wrapped.call()).isSameAs(FlexInferenceScope.NONE);
			assertThat(FlexInferenceScope.current()).isSameAs(OUTER);
			return null;
		});
	}

	@Test
	void propagatingExecutorCarriesTheScope() throws Exception {
		ExecutorService propagating = ContextExecutorService.wrap(this.pool,
				ContextSnapshotFactory.builder().build()::captureAll);
		assertThat(FlexInferenceScope.with(OUTER, () -> propagating.submit(FlexInferenceScope::current)).get())
			.isSameAs(OUTER);
		assertThat(onPool(FlexInferenceScope::current)).isSameAs(FlexInferenceScope.NONE);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsHaveTheScopeToo() throws Exception {
		ExecutorService virtual = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
			.invoke(null);
		FlexInferenceTemplate async = this.test.create((builder) -> builder.executor(virtual));
		FlexInferenceScope.with(OUTER.withRequest(FlexRequest.EMPTY), () -> async.ask("Hi").async()).get();
		assertThat(this.test.sent().path()).isEqualTo("/v1/messages");
		virtual.shutdown();
	}

	private <T> T onPool(Callable<T> work) throws ExecutionException, InterruptedException {
		return this.pool.submit(work).get();
	}

}
