package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.EachTransport;
import com.flexinference.client.TestConnection;
import com.flexinference.client.TestServer;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link BodyLog} over HTTP.
 */
@ParameterizedClass
@EachTransport
@Timeout(20)
class BodyLogTests {

	private static final String KEY = "vlt_en-of.a~vault";

	private final HttpSettings settings;

	private final Logger logger = (Logger) LoggerFactory.getLogger(BodyLog.LOGGER);

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	BodyLogTests(TransportKind kind) {
		this.settings = HttpSettings.defaults().withKind(kind);
	}

	@BeforeEach
	void listen() {
		this.appender.start();
		this.logger.addAppender(this.appender);
		this.logger.setLevel(Level.DEBUG);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(null);
	}

	@Test
	void logsNothingUnlessTheSettingsSaySo() throws Exception {
		exchange(this.settings, "question", "answer");
		assertThat(lines()).isEmpty();
	}

	@Test
	void logsNothingUnlessTheLoggerIsAtDebugLevel() throws Exception {
		this.logger.setLevel(Level.INFO);
		exchange(this.settings.withBodyLogLimit(100), "question", "answer");
		assertThat(lines()).isEmpty();
	}

	@Test
	void logsTheBodiesAndNoHeaders() throws Exception {
		exchange(this.settings.withBodyLogLimit(100), "question", "answer");
		assertThat(lines()).hasSize(2);
		assertThat(lines().get(0)).matches("Request \\d+: POST /path: question");
		assertThat(lines().get(1)).matches("Response \\d+: HTTP 200 text/plain, The response is complete: answer");
	}

	@Test
	void logsNoMoreThanTheLimit() throws Exception {
		exchange(this.settings.withBodyLogLimit(5), "question", "answer".repeat(10_000));
		assertThat(lines().get(0)).endsWith(": quest… (8 bytes)");
		assertThat(lines().get(1)).endsWith(": answe… (60000 bytes)");
	}

	@Test
	void masksTheKeyWhereverItIs() throws Exception {
		exchange(this.settings.withBodyLogLimit(30), "is " + KEY + " right", "01234567890123456789" + KEY);
		assertThat(lines().get(0)).endsWith(": is **** right");
		assertThat(lines().get(1)).endsWith(": 01234567890123456789… (37 bytes)");
		exchange(this.settings.withBodyLogLimit(30), "flex_live_other", "01234567890123flex_live_secret");
		assertThat(lines().get(2)).endsWith(": flex_live_****");
		assertThat(lines().get(3)).endsWith(": 01234567890123flex_live_****");
		exchange(this.settings.withBodyLogLimit(30), (KEY + " ").repeat(9), KEY.repeat(9));
		assertThat(lines().get(4)).endsWith(": **** … (162 bytes)");
		assertThat(lines().get(5)).endsWith(": ****… (153 bytes)");
		assertThat(lines()).noneMatch((line) -> line.contains(KEY.substring(0, 4)));
	}

	@Test
	void escapesWhatIsNotText() throws Exception {
		exchange(this.settings.withBodyLogLimit(100), "a\r\n\tb",
				"\u001b[31m\u0085\u2028\u202e\u200b\0 \ud83d\ude00 é");
		assertThat(lines().get(0)).endsWith(": a\\r\\n\\tb");
		assertThat(lines().get(1)).endsWith(": \\u001b[31m\\u0085\\u2028\\u202e\\u200b\\u0000 \ud83d\ude00 é");
	}

	@Test
	void tellsHowAnAnswerEnded() throws Exception {
		try (TestServer server = TestServer.answering(TestServer.STREAM + TestServer.chunk("abc"));
				HttpTransport transport = TestTransports.create(this.settings.withBodyLogLimit(100))) {
			ClientHttpResponse response = post(transport, server, "{}");
			response.getBody().readNBytes(3);
			response.close();
		}
		assertThat(lines().get(1)).contains("The response is closed").endsWith(": abc");
	}

	@Test
	void tellsOfARequestWithoutAnAnswer() throws Exception {
		try (TestServer server = TestServer.start(TestConnection::close);
				HttpTransport transport = TestTransports.create(this.settings.withBodyLogLimit(100))) {
			assertThat(catchThrowable(() -> post(transport, server, "{}"))).isInstanceOf(IOException.class);
		}
		assertThat(lines().get(1)).matches("Response \\d+: none, The response has failed: ");
	}

	private void exchange(HttpSettings settings, String question, String answer) throws IOException {
		byte[] body = answer.getBytes(StandardCharsets.UTF_8);
		String head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Secret: hidden\r\nContent-Length: "
				+ body.length;
		try (TestServer server = TestServer.answering(head + "\r\n\r\n" + answer);
				HttpTransport transport = TestTransports.create(settings)) {
			InputStream in = post(transport, server, question).getBody();
			assertThat(in.readAllBytes()).isEqualTo(body);
		}
	}

	private static ClientHttpResponse post(HttpTransport transport, TestServer server, String body) throws IOException {
		ClientHttpRequest request = transport.createRequest(server.uri().resolve("/path?secret"), HttpMethod.POST);
		request.getHeaders().setBearerAuth(KEY);
		request.getHeaders().set("X-Secret", "hidden");
		request.getBody().write(body.getBytes(StandardCharsets.UTF_8));
		return request.execute();
	}

	private List<String> lines() {
		return this.appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

}
