package com.flexinference.autoconfigure;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import com.flexinference.autoconfigure.template.FlexInferenceTemplateAutoConfiguration;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexStream;
import com.flexinference.client.StreamFailedException;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for what the end of the application context ends.
 */
@Timeout(20)
class ShutdownTests {

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	@Test
	void openStreamEnds() throws Exception {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
			exchange.sendResponseHeaders(200, 0);
			OutputStream out = exchange.getResponseBody();
			out.write("data: {\"type\":\"response.output_text.delta\",\"delta\":\"Hi\"}\n\n".getBytes());
			out.flush();
			this.end.join();
		});
		server.setExecutor(Executors.newCachedThreadPool((task) -> new Thread(task, "server")));
		server.start();
		try {
			StreamFailedException ex = readWhileContextCloses("http://localhost:" + server.getAddress().getPort());
			assertThat(ex.partial().text()).isEqualTo("Hi");
		}
		finally {
			this.end.complete(null);
			server.stop(0);
		}
	}

	@Test
	void asyncCallThatWaitsEnds() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			CompletableFuture<?>[] answer = new CompletableFuture<?>[1];
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class,
						FlexInferenceAutoConfiguration.class, FlexInferenceTemplateAutoConfiguration.class))
				.withPropertyValues("flexinference.api-key=flex_live_one", "flexinference.model=gpt-5",
						"flexinference.start-within=10m",
						"flexinference.base-url=http://localhost:" + silent.getLocalPort())
				.run((context) -> {
					answer[0] = context.getBean(FlexInferenceTemplate.class).ask("Hi").async();
					silent.accept();
				});
			assertThat(answer[0]).failsWithin(Duration.ofSeconds(5));
		}
	}

	private static StreamFailedException readWhileContextCloses(String url) throws Exception {
		CompletableFuture<StreamFailedException> failure = new CompletableFuture<>();
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(FlexInferenceAutoConfiguration.class))
			.withPropertyValues("flexinference.api-key=flex_live_one", "flexinference.base-url=" + url)
			.run((context) -> {
				FlexStream stream = context.getBean(FlexInferenceClient.class)
					.responses()
					.stream((r) -> r.model("m").user("q").with("start_within", "default"));
				assertThat(stream.next().textDelta()).isEqualTo("Hi");
				new Thread(() -> failure.complete(catchThrowableOfType(StreamFailedException.class, stream::next)),
						"reader")
					.start();
			});
		return failure.get(5, TimeUnit.SECONDS);
	}

}
