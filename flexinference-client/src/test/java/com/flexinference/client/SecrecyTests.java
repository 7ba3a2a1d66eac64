package com.flexinference.client;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.slf4j.LoggerFactory;

import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.Timeouts;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that neither key nor prompt nor answer is said anywhere, with all logs on.
 */
@ParameterizedClass
@EachTransport
@Timeout(20)
class SecrecyTests {

	private static final String KEY = "flex_live_TheKey";

	private static final FlexRequest QUESTION = FlexRequest.of((r) -> r.user("ThePrompt").system("ThePrompt"));

	private static final String ANSWER = "{'id':'r','output':[{'type':'message','content':[{'type':'output_text',"
			+ "'text':'TheAnswer'}]},{'type':'function_call','name':'f','arguments':'TheAnswer'}]}";

	private static final String DELTA = "{'type':'response.output_text.delta','delta':'TheAnswer'}";

	private static final String WIRE = "org.apache.hc.client5.http.wire";

	private static final String HEADERS = "org.apache.hc.client5.http.headers";

	@Parameter
	TransportKind kind;

	private final List<String> said = new CopyOnWriteArrayList<>();

	private final List<String> wire = new CopyOnWriteArrayList<>();

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final java.util.logging.Logger jdkRoot = java.util.logging.Logger.getLogger("");

	private final java.util.logging.Level jdkLevel = this.jdkRoot.getLevel();

	private final Appender<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			boolean ofWire = event.getLoggerName().equals(WIRE) || event.getLoggerName().equals(HEADERS);
			(ofWire ? SecrecyTests.this.wire : SecrecyTests.this.said).add(event.getFormattedMessage());
			for (IThrowableProxy ex = event.getThrowableProxy(); ex != null; ex = ex.getCause()) {
				SecrecyTests.this.said.add(String.valueOf(ex.getMessage()));
			}
		}

	};

	private final Handler handler = new Handler() {

		@Override
		public void publish(LogRecord event) {
			SecrecyTests.this.said.add(event.getMessage() + Arrays.toString(event.getParameters()) + event.getThrown());
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	};

	@BeforeEach
	void listen() {
		this.root.detachAppender("console");
		this.appender.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
		this.appender.start();
		this.root.addAppender(this.appender);
		this.root.setLevel(Level.TRACE);
		this.jdkRoot.addHandler(this.handler);
		this.jdkRoot.setLevel(java.util.logging.Level.ALL);
	}

	@AfterEach
	void stopListening() {
		this.root.setLevel(Level.WARN);
		this.root.detachAppender(this.appender);
		this.jdkRoot.removeHandler(this.handler);
		this.jdkRoot.setLevel(this.jdkLevel);
	}

	@Test
	void nothingIsSaid() {
		answers();
		errors();
		breaks();
		says(FlexInferenceClient.builder().apiKey(KEY), QUESTION, RequestOptions.none().withApiKey(KEY),
				new ApiKey(KEY));
		assertThat(this.said).hasSizeGreaterThan(20)
			.noneMatch((line) -> line.contains("TheKey"))
			.noneMatch((line) -> line.contains("ThePrompt"))
			.noneMatch((line) -> line.contains("TheAnswer"));
	}

	/**
	 * The two loggers of Apache HttpClient that show all that passes; they are named in
	 * the documentation.
	 */
	@Test
	void onlyTheWireLogOfApacheShowsWhatPasses() {
		answers();
		assertThat(this.wire.stream().anyMatch((line) -> line.contains("TheKey")))
			.isEqualTo(this.kind == TransportKind.APACHE);
	}

	private void answers() {
		try (TestServer server = TestServer.json(ANSWER); FlexInferenceClient client = client(server)) {
			FlexResponse response = client.responses().create(QUESTION);
			assertThat(response.text()).isEqualTo("TheAnswer");
			says(client, client.mutate(), client.settings(), response, response.answer(),
					response.answer().toolCalls());
		}
		try (TestServer server = TestServer.streaming(DELTA, "{'type':'response.completed'}");
				FlexInferenceClient client = client(server);
				FlexStream stream = client.responses().stream(QUESTION)) {
			stream.forEach(this::says);
			says(stream, stream.answer());
		}
	}

	private void errors() {
		String echo = "{'error':{'message':'Unknown key " + KEY + "','code':'c'}}";
		fails(TestServer.answering(401, "application/json", echo.replace('\'', '"')));
		fails(TestServer.answering(502, "text/html", "TheAnswer"));
		fails(TestServer.json("TheAnswer"));
		fails(TestServer.answering(200, "text/event-stream", "data: TheAnswer\n\n"));
		fails(TestServer.answering(200, "text/event-stream", "data: {\"x\": TheAnswer}\n\n"));
		fails(TestServer.streaming(DELTA, "{'type':'error','message':'m'}"));
		fails(TestServer.answering(307, "", "", "Location: http://other.invalid/"));
	}

	private void breaks() {
		fails(TestServer.start(TestConnection::awaitClose));
		fails(TestServer.start(TestConnection::reset));
		fails(TestServer.start((connection) -> {
			connection.startStream();
			connection.event(DELTA);
			connection.awaitClose();
		}));
		fails(TestServer.start((connection) -> {
			connection.write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nTheAnswer");
			connection.reset();
		}));
	}

	private void fails(TestServer server) {
		try (server; FlexInferenceClient client = client(server, Duration.ofMillis(300))) {
			says(stackTrace(catchThrowable(() -> client.responses().create(QUESTION).text())));
			says(stackTrace(catchThrowable(() -> {
				try (FlexStream stream = client.responses().stream(QUESTION)) {
					stream.text().toList();
				}
			})));
		}
	}

	private void says(Object... things) {
		for (Object thing : things) {
			this.said.add(thing.toString());
		}
	}

	private static String stackTrace(Throwable throwable) {
		StringWriter writer = new StringWriter();
		throwable.printStackTrace(new PrintWriter(writer));
		return writer.toString();
	}

	private FlexInferenceClient client(TestServer server) {
		return client(server, Duration.ofSeconds(10));
	}

	private FlexInferenceClient client(TestServer server, Duration limit) {
		return server.clientBuilder()
			.apiKey(KEY)
			.timeouts(new Timeouts(null, limit, limit, limit))
			.http(HttpSettings.defaults().withKind(this.kind))
			.build();
	}

}
