package com.flexinference.client;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link NonBlockingThreads}.
 */
@Timeout(20)
class NonBlockingThreadsTests {

	static List<Consumer<FlexInferenceClient>> calls() {
		return List.of((client) -> client.responses().create((r) -> r.user("Hi")),
				(client) -> client.messages().stream((r) -> r.user("Hi").maxTokens(1)), FlexInferenceClient::limits,
				(client) -> client.models().list());
	}

	@ParameterizedTest
	@MethodSource("calls")
	void callIsRefusedOnThreadsThatMustNotBlock(Consumer<FlexInferenceClient> call) {
		try (TestServer server = TestServer.json(); FlexInferenceClient client = server.client()) {
			Mono<Void> called = Mono.fromRunnable(() -> call.accept(client));
			for (Scheduler scheduler : List.of(Schedulers.parallel(), Schedulers.single())) {
				StepVerifier.create(called.subscribeOn(scheduler))
					.verifyErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(IllegalStateException.class)
						.hasMessageContaining("must not wait")
						.hasMessageContaining("com.flexinference.reactive.FlexFlux"));
			}
			assertThat(server.requests()).isEmpty();
		}
	}

	@Test
	void streamIsNotReadOnThreadsThatMustNotBlock() {
		try (TestServer server = TestServer.streaming("{'type':'response.created'}");
				FlexInferenceClient client = server.client();
				FlexStream stream = client.responses().stream((r) -> r.user("Hi"))) {
			StepVerifier.create(Mono.fromCallable(stream::next).subscribeOn(Schedulers.parallel()))
				.verifyErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(IllegalStateException.class)
					.hasMessageContaining("must not wait"));
			assertThat(stream.next()).isNotNull();
		}
	}

	@Test
	void callIsMadeOnThreadsThatMayBlock() {
		try (TestServer server = TestServer.json("{'object':'list','data':[]}");
				FlexInferenceClient client = server.client()) {
			Mono<List<FlexModel>> models = Mono.fromCallable(() -> client.models().list());
			StepVerifier.create(models.subscribeOn(Schedulers.boundedElastic())).expectNext(List.of()).verifyComplete();
		}
	}

	@Test
	void reactorIsOptional() throws Exception {
		List<URL> urls = new ArrayList<>();
		for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
			if (!path.contains("reactor-core")) {
				urls.add(new File(path).toURI().toURL());
			}
		}
		try (URLClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]),
				ClassLoader.getPlatformClassLoader())) {
			assertThatExceptionOfType(ClassNotFoundException.class)
				.isThrownBy(() -> loader.loadClass(Schedulers.class.getName()));
			Method refuse = loader.loadClass(NonBlockingThreads.class.getName()).getDeclaredMethod("refuse");
			refuse.setAccessible(true);
			assertThat(refuse.invoke(null)).isNull();
		}
	}

}
