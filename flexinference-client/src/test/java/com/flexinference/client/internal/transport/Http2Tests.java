package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

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

	private static final Duration LIMIT = Duration.ofSeconds(1);

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final TestCertificate certificate = TestCertificate.load("localhost");

	private final BlockingQueue<Stream> streams = new LinkedBlockingQueue<>();

	private HttpTransport transport;

	private Http2Server server;

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
		ClientHttpResponse response = post(new RequestTimeouts(LONG, LONG, null, null));
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
		AtomicBoolean connected = new AtomicBoolean();
		start((stream) -> {
			if (connected.compareAndSet(false, true)) {
				Http2Server.headers(stream);
				Http2Server.data(stream, "", true);
			}
		});
		// Only a stream can be reset, and opening the connection may take longer than the
		// timeout.
		post(new RequestTimeouts(LONG, LONG, null, null)).getBody().readAllBytes();
		assertExpired(() -> post(new RequestTimeouts(LIMIT, null, null, null)), TimeoutKind.START);
		assertThat(this.server.awaitReset()).isEqualTo(ErrorCode.CANCEL_STREAM_ERROR.code);
	}

	@Test
	void idleTimeoutRunsOut() throws Exception {
		start((stream) -> Http2Server.headers(stream));
		InputStream body = post(new RequestTimeouts(LONG, LIMIT, null, null)).getBody();
		assertExpired(body::read, TimeoutKind.IDLE);
		assertThat(this.server.awaitReset()).isEqualTo(ErrorCode.CANCEL_STREAM_ERROR.code);
	}

	@Test
	void closingResetsTheStreamAndSparesTheOthers() throws Exception {
		start((stream) -> {
			Http2Server.headers(stream);
			Http2Server.data(stream, "a", false);
			this.streams.add(stream);
		});
		InputStream closed = post(new RequestTimeouts(LONG, null, null, null)).getBody();
		this.streams.take();
		InputStream other = post(new RequestTimeouts(LONG, null, null, null)).getBody();
		assertThat(closed.read()).isEqualTo('a');
		Reader reader = new Reader(closed);
		reader.awaitBlocked();
		closed.close();
		assertThat(this.server.awaitReset()).isEqualTo(ErrorCode.CANCEL_STREAM_ERROR.code);
		reader.assertFailure().isInstanceOf(ExchangeClosedException.class);
		Http2Server.data(this.streams.take(), "b", true);
		assertThat(other.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("ab");
		post(new RequestTimeouts(LONG, null, null, null)).close();
		assertThat(this.server.sessions()).hasSize(1);
	}

	@Test
	void interruptResetsTheStream() throws Exception {
		start((stream) -> Http2Server.headers(stream));
		Reader reader = new Reader(post(new RequestTimeouts(LONG, null, null, null)).getBody());
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
		InputStream body = post(new RequestTimeouts(LONG, null, null, null)).getBody();
		assertThat(body.read()).isEqualTo('a');
		Http2Server.reset(this.streams.take(), ErrorCode.INTERNAL_ERROR);
		assertThatExceptionOfType(IOException.class).isThrownBy(body::read)
			.isNotInstanceOfAny(TimeoutExpiredException.class, ExchangeClosedException.class);
	}

	private void start(Http2Server.Handler handler) throws Exception {
		this.server = Http2Server.start(certificate.serverContext(), 100, handler);
		createTransport();
	}

	private void createTransport() throws Exception {
		this.transport = TestTransports.create(settings());
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
