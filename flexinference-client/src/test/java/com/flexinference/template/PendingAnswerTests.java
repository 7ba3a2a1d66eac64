package com.flexinference.template;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexResponse;
import com.flexinference.router.LocalAnswer;
import com.flexinference.template.internal.PendingAnswer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PendingAnswer}, and for calls on other threads that nobody waits for
 * any more.
 */
@Timeout(20)
class PendingAnswerTests {

	private final TestTemplate test = new TestTemplate();

	private final ExecutorService pool = Executors.newSingleThreadExecutor();

	private final FlexInferenceTemplate template = this.test.create((builder) -> builder.executor(this.pool));

	@AfterEach
	void close() {
		this.pool.shutdownNow();
		this.test.close();
	}

	@Test
	void cancelledCallEnds() throws Exception {
		this.test.router().enqueue(LocalAnswer.simulated().stalledBeforeHeaders());
		CompletableFuture<FlexResponse> answer = this.template.ask("Hi").async();
		this.test.sent();
		assertThat(answer.cancel(true)).isTrue();
		// The one thread of the pool is free, and was left as it had been.
		assertThat(this.pool.submit(Thread::interrupted).get()).isFalse();
		assertThat(this.template.ask("Hi").async().get().text()).isNotBlank();
	}

	@Test
	void callThatTimesOutEnds() throws Exception {
		this.test.router().enqueue(LocalAnswer.simulated().stalledBeforeHeaders());
		CompletableFuture<FlexResponse> answer = this.template.ask("Hi").async();
		this.test.sent();
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> answer.orTimeout(1, TimeUnit.MILLISECONDS).join())
			.withCauseInstanceOf(TimeoutException.class);
		assertThat(this.pool.submit(Thread::interrupted).get()).isFalse();
	}

	@Test
	void callThatIsCancelledBeforeItsThreadIsFreeIsNotSent() {
		List<Runnable> waiting = new ArrayList<>();
		CompletableFuture<FlexResponse> answer = this.test.create((builder) -> builder.executor(waiting::add))
			.ask("Hi")
			.async();
		answer.cancel(true);
		waiting.forEach(Runnable::run);
		assertThat(this.test.count()).isZero();
	}

	@Test
	void failureIsThatOfTheCall() {
		this.test.router().enqueue(LocalAnswer.error("model_not_found"));
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> this.template.ask("Hi").async().join())
			.withCauseInstanceOf(FlexInferenceResponseException.class);
	}

	@Test
	void streamThatComesTooLateIsClosed() {
		AtomicBoolean closed = new AtomicBoolean();
		AtomicReference<CompletableFuture<AutoCloseable>> future = new AtomicReference<>();
		PendingAnswer<AutoCloseable> answer = new PendingAnswer<>(() -> {
			future.get().cancel(true);
			return () -> closed.set(true);
		});
		future.set(answer.future());
		answer.run();
		assertThat(closed).isTrue();
		assertThat(Thread.interrupted()).isFalse();
	}

}
