package com.flexinference.client;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.HttpTransport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that nothing of the client keeps a JVM alive, not even an open stream.
 */
@Timeout(60)
class ExitTests {

	@ParameterizedTest
	@EnumSource(names = { "JDK", "APACHE" })
	void jvmExitsWithAnOpenStream(HttpTransport.Kind kind) throws Exception {
		try (TestServer server = TestServer.start((connection) -> {
			connection.startStream();
			connection.event("{'type':'response.output_text.delta','delta':'Hi'}");
			connection.awaitClose();
		})) {
			Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-cp", System.getProperty("java.class.path"), Main.class.getName(), server.url(), kind.name())
				.inheritIO()
				.start();
			boolean exited = process.waitFor(40, TimeUnit.SECONDS);
			process.destroyForcibly();
			assertThat(exited).isTrue();
			assertThat(process.exitValue()).isZero();
			assertThat(server.requests()).hasSize(1);
		}
	}

	public static final class Main {

		private Main() {
		}

		public static void main(String[] args) {
			FlexInferenceClient client = FlexInferenceClient.builder()
				.apiKey("flex_live_secret")
				.baseUrl(args[0])
				.http(HttpSettings.defaults().withKind(HttpTransport.Kind.valueOf(args[1])))
				.build();
			client.responses().stream((r) -> r.model("m").user("q").startWithin(StartWithin.DEFAULT)).next();
		}

	}

}
