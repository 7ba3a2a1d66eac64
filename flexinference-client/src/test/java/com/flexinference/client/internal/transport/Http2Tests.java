package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TimeoutKind;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JdkHttpTransport} over HTTP/2.
 */
@Timeout(20)
class Http2Tests {

	private static final Duration LIMIT = Duration.ofMillis(200);

	private static final Duration LONG = Duration.ofSeconds(30);

	private static TestCertificate certificate;

	private final BlockingQueue<Stream> streams = new LinkedBlockingQueue<>();

	private HttpTransport transport;

	private Http2Server server;

	@BeforeAll
	static void createCertificate(@TempDir Path directory) throws Exception {
		certificate = TestCertificate.create(directory, "localhost");
	}

	@AfterEach
	void close() {
		this.transport.close();
		this.server.close();
	}

	@Test
	void deliversBytesAsTheyArrive() throws Exception {
		start((stream) -> {
			Http2Server.headers(stream, "x-a", "1");
			this.streams.add(stream);
		});
		ClientHttpResponse response = post(new RequestTimeouts(LONG, LONG, null));
		assertThat(response.getHeaders().getFirst("X-A")).isEqualTo("1");
		assertThat(response.getHeaders().headerNames()).noneMatch((name) -> name.startsWith(":"));
		Stream stream = this.streams.take();
		for (String piece : new String[] { "one", "two" }) {
			Http2Server.data(stream, piece, false);
			assertThat(response.getBody().readNBytes(3)).asString(StandardCharsets.UTF_8).isEqualTo(piece);
		}
		Http2Server.data(stream, "", true);
		assertThat(response.getBody().read()).isEqualTo(-1);
	}

	@Test
	void startTimeoutRunsOut() throws Exception {
		start((stream) -> {
		});
		assertExpired(() -> post(new RequestTimeouts(LIMIT, null, null)), TimeoutKind.START);
		assertThat(this.server.awaitReset()).isEqualTo(ErrorCode.CANCEL_STREAM_ERROR.code);
	}

	@Test
	void idleTimeoutRunsOut() throws Exception {
		start((stream) -> Http2Server.headers(stream));
		InputStream body = post(new RequestTimeouts(LONG, LIMIT, null)).getBody();
		assertExpired(body::read, TimeoutKind.IDLE);
		assertThat(this.server.awaitReset()).isEqualTo(ErrorCode.CANCEL_STREAM_ERROR.code);
	}

	@Test
	void timeoutsSpareATrickle() throws Exception {
		start((stream) -> {
			Http2Server.headers(stream);
			this.streams.add(stream);
		});
		InputStream body = post(new RequestTimeouts(LONG, LIMIT, null)).getBody();
		Stream stream = this.streams.take();
		Reader reader = new Reader(() -> assertThat(body.readAllBytes()).hasSize(10));
		for (int i = 0; i < 10; i++) {
			Thread.sleep(50);
			Http2Server.data(stream, ".", i == 9);
		}
		reader.assertFailure().isNull();
	}

	@Test
	void totalTimeoutRunsOut() throws Exception {
		start((stream) -> Http2Server.headers(stream));
		InputStream body = post(new RequestTimeouts(LONG, LONG, LIMIT)).getBody();
		assertExpired(body::read, TimeoutKind.TOTAL);
		this.server.awaitReset();
	}

	@Test
	void closingResetsTheStreamAndSparesTheOthers() throws Exception {
		start((stream) -> {
			Http2Server.headers(stream);
			Http2Server.data(stream, "a", false);
			this.streams.add(stream);
		});
		InputStream closed = post(new RequestTimeouts(LONG, null, null)).getBody();
		this.streams.take();
		InputStream other = post(new RequestTimeouts(LONG, null, null)).getBody();
		assertThat(closed.read()).isEqualTo('a');
		Reader reader = new Reader(closed);
		reader.awaitBlocked();
		closed.close();
		assertThat(this.server.awaitReset()).isEqualTo(ErrorCode.CANCEL_STREAM_ERROR.code);
		reader.assertFailure().isInstanceOf(ExchangeClosedException.class);
		Http2Server.data(this.streams.take(), "b", true);
		assertThat(other.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("ab");
		post(new RequestTimeouts(LONG, null, null)).close();
		assertThat(this.server.sessions()).hasSize(1);
	}

	@Test
	void interruptResetsTheStream() throws Exception {
		start((stream) -> Http2Server.headers(stream));
		Reader reader = new Reader(post(new RequestTimeouts(LONG, null, null)).getBody());
		reader.awaitBlocked();
		reader.interrupt();
		this.server.awaitReset();
		reader.assertFailure().isInstanceOf(InterruptedIOException.class);
		assertThat(reader.interrupted()).isTrue();
	}

	@Test
	void tellsAStreamThatTheServerResets() throws Exception {
		start((stream) -> {
			Http2Server.headers(stream);
			Http2Server.data(stream, "a", false);
			this.streams.add(stream);
		});
		InputStream body = post(new RequestTimeouts(LONG, null, null)).getBody();
		assertThat(body.read()).isEqualTo('a');
		Http2Server.reset(this.streams.take(), ErrorCode.INTERNAL_ERROR);
		assertThatExceptionOfType(IOException.class).isThrownBy(body::read)
			.isNotInstanceOfAny(TimeoutExpiredException.class, ExchangeClosedException.class);
	}

	@Test
	void tellsAStreamThatTheServerRefuses() throws Exception {
		start((stream) -> Http2Server.reset(stream, ErrorCode.REFUSED_STREAM_ERROR));
		assertThatExceptionOfType(RequestNotProcessedException.class)
			.isThrownBy(() -> post(new RequestTimeouts(LONG, null, null)))
			.withMessage("The server has refused to process the request");
	}

	@Test
	@EnabledForJreRange(minVersion = 24, disabledReason = "Earlier clients do not say which streams are meant")
	void tellsAStreamThatTheEndOfTheConnectionLeavesOut() throws Exception {
		start((stream) -> Http2Server.goAway(stream.getSession(), 0));
		assertThatExceptionOfType(RequestNotProcessedException.class)
			.isThrownBy(() -> post(new RequestTimeouts(LONG, null, null)));
	}

	@Test
	void streamThatEndsInAnErrorMayHaveBeenProcessed() throws Exception {
		start((stream) -> {
			this.streams.add(stream);
			Http2Server.reset(stream, ErrorCode.INTERNAL_ERROR);
		});
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> post(new RequestTimeouts(LONG, null, null)))
			.isNotInstanceOf(RequestNotProcessedException.class);
		assertThat(this.streams).hasSize(1);
	}

	@Test
	void requestThatWasNotProcessedIsSentAgainIfTheCallerAllows() throws Exception {
		start((stream) -> {
			this.streams.add(stream);
			if (this.streams.size() < 3) {
				Http2Server.reset(stream, ErrorCode.REFUSED_STREAM_ERROR);
			}
			else {
				Http2Server.headers(stream, "content-type", "application/json");
				Http2Server.data(stream, "{}", true);
			}
		});
		try (FlexInferenceClient client = FlexInferenceClient.builder()
			.apiKey("flex_live_one")
			.baseUrl(this.server.uri().resolve("/").toString())
			.http(settings())
			.maxAttempts(3)
			.build()) {
			FlexResponse response = client.responses()
				.create((r) -> r.model("m").user("q").with("start_within", "auto"));
			// From JDK 24 on the JDK's client sends it a second time by itself.
			assertThat(response.attempts()).isEqualTo((Runtime.version().feature() < 24) ? 3 : 2);
			assertThat(this.streams).hasSize(3);
		}
	}

	@Test
	void opensMoreConnectionsThanStreamsFitOnOne() throws Exception {
		this.server = Http2Server.start(certificate.serverContext(), 10, (stream) -> {
			// Before the client can know of it.
			this.streams.add(stream);
			Http2Server.headers(stream);
		});
		createTransport();
		List<InputStream> bodies = new ArrayList<>();
		for (int i = 0; i < 35; i++) {
			bodies.add(post(new RequestTimeouts(LONG, null, null)).getBody());
		}
		for (Stream stream : this.streams) {
			Http2Server.data(stream, "ab", true);
		}
		for (InputStream body : bodies) {
			assertThat(body.readAllBytes()).hasSize(2);
		}
	}

	@Test
	@EnabledForJreRange(minVersion = 24, disabledReason = "Earlier clients break the streams: off by default")
	void streamsSurviveTheGracefulEndOfAConnection() throws Exception {
		start((stream) -> {
			Http2Server.headers(stream);
			Http2Server.data(stream, "a", false);
			this.streams.add(stream);
		});
		InputStream body = post(new RequestTimeouts(LONG, null, null)).getBody();
		assertThat(body.read()).isEqualTo('a');
		this.server.sessions().get(0).shutdown();
		Thread.sleep(100);
		Http2Server.data(this.streams.take(), "b", true);
		assertThat(body.readAllBytes()).hasSize(1);
	}

	private void start(Http2Server.Handler handler) throws Exception {
		this.server = Http2Server.start(certificate.serverContext(), 100, handler);
		createTransport();
	}

	private void createTransport() throws Exception {
		this.transport = HttpTransport.create(settings());
	}

	private static HttpSettings settings() throws Exception {
		return HttpSettings.defaults()
			.withKind(TransportKind.JDK)
			.withHttp2(true)
			.withSsl(certificate.clientContext(), null);
	}

	private ClientHttpResponse post(RequestTimeouts timeouts) throws IOException {
		ClientHttpRequest request = this.transport.createRequest(this.server.uri(), HttpMethod.POST);
		request.getAttributes().put(RequestTimeouts.ATTRIBUTE, timeouts);
		request.getBody().write(new byte[] { '{', '}' });
		return request.execute();
	}

	private static void assertExpired(Reader.Action action, TimeoutKind timeout) {
		assertThatExceptionOfType(TimeoutExpiredException.class).isThrownBy(action::run)
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(timeout));
	}

}
