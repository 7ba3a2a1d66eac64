package com.flexinference.router;

import java.io.IOException;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the HTTP of a {@link LocalRouter}, beyond what the JDK's client does.
 */
class HttpServerTests {

	private static final String HEADERS = " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer flex_live_test\r\n";

	private static final String BODY = RouterClient.json("{'model':'gpt-5','start_within':'default','input':'Hi'}");

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	@AutoClose
	private final RawConnection connection = new RawConnection(this.router);

	HttpServerTests() throws IOException {
	}

	@Test
	void requestsArePipelined() throws IOException {
		String request = "GET /v1/limits" + HEADERS + "\r\n";
		this.connection.write(request + request);
		assertThat(this.connection.readUntil("abuse_limits")).startsWith("HTTP/1.1 200 OK\r\n");
		assertThat(this.connection.readUntil("abuse_limits")).contains("HTTP/1.1 200 OK\r\n");
	}

	@Test
	void expectationIsMet() throws IOException {
		this.connection.write("POST /v1/responses" + HEADERS + "Expect: 100-continue\r\nContent-Length: "
				+ BODY.length() + "\r\n\r\n");
		assertThat(this.connection.readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
		this.connection.write(BODY);
		assertThat(this.connection.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
	}

	@Test
	void chunkedBodyIsRead() throws IOException {
		String chunk = Integer.toHexString(BODY.length() - 1) + ";ext=1\r\n" + BODY.substring(1) + "\r\n";
		this.connection.write("POST /v1/responses" + HEADERS + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n" + chunk
				+ "0\r\nTrailer: 1\r\n\r\n");
		assertThat(this.connection.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
		assertThat(this.router.takeRequest().json().path("input").asString()).isEqualTo("Hi");
	}

	@Test
	void connectionIsClosedWhenAsked() throws IOException {
		this.connection.write("GET /v1/limits" + HEADERS + "Connection: close\r\n\r\n");
		assertThat(this.connection.readToEnd()).contains("\r\nConnection: close\r\n").endsWith("}");
	}

	@Test
	void connectionIsClosedWhenAskedInAList() throws IOException {
		this.connection.write("GET /v1/limits" + HEADERS + "Connection: x-option, Close\r\n\r\n");
		assertThat(this.connection.readToEnd()).contains("\r\nConnection: close\r\n").endsWith("}");
	}

	@Test
	void oldVersionGetsNoChunks() throws IOException {
		String body = BODY.replace("{", "{\"stream\":true,");
		this.connection.write("POST /v1/responses HTTP/1.0\r\nAuthorization: Bearer x\r\nContent-Length: "
				+ body.length() + "\r\n\r\n" + body);
		assertThat(this.connection.readToEnd()).doesNotContain("Transfer-Encoding").endsWith("}\n\n");
	}

	@Test
	void headHasNoBody() throws IOException {
		this.connection.write("HEAD /v1/limits" + HEADERS + "Connection: close\r\n\r\n");
		assertThat(this.connection.readToEnd()).startsWith("HTTP/1.1 405").endsWith("\r\n\r\n");
	}

	@Test
	void smallChunksAreRead() throws IOException {
		StringBuilder chunks = new StringBuilder();
		String padding = " ".repeat(100_000);
		(BODY + padding).chars().forEach((c) -> chunks.append("1\r\n").append((char) c).append("\r\n"));
		this.connection
			.write("POST /v1/responses" + HEADERS + "Transfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n");
		assertThat(this.connection.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
	}

	@Test
	void sameLengthTwiceIsOneLength() throws IOException {
		String length = "Content-Length: " + BODY.length() + "\r\n";
		this.connection.write("POST /v1/responses" + HEADERS + length + length + "\r\n" + BODY);
		assertThat(this.connection.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense\r\n\r\n", "GET /v1/limits SPDY/3\r\n\r\n", "GET /v1/limits HTTP/1.2\r\n\r\n",
			"GET  /v1/limits HTTP/1.1\r\nHost: localhost\r\n\r\n",
			"GET /v1/limits HTTP/1.1 \r\nHost: localhost\r\n\r\n",
			"G\u0001T /v1/limits HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /%% HTTP/1.1\r\nHost: localhost\r\n\r\n",
			"GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n" })
	void nonsenseIsRefused(String request) throws IOException {
		this.connection.write(request);
		assertThat(this.connection.readToEnd()).startsWith("HTTP/1.1 400 Bad Request\r\n");
		assertThat(this.router.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "no colon", ": no name", "Content-Length : 3", "Content-Length: 3\r\n ,3",
			" X: folded first line", "X: a\rb", "X: a\u0000b", "X(): a", "Content-Length: -1", "Content-Length: many",
			"Content-Length: +3", "Content-Length: 0x3", "Content-Length: 3.0", "Content-Length:",
			"Content-Length: 3, 4", "Content-Length: 3\r\nContent-Length: 4", "Content-Length: 18446744073709551615",
			"Content-Length: 18446744073709551619", "Content-Length: 3\r\nTransfer-Encoding: chunked",
			"Transfer-Encoding: chunked\r\nContent-Length: 3", "Transfer-Encoding: chunked, gzip",
			"Transfer-Encoding: gzip", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
			"Transfer-Encoding: xchunked" })
	void ambiguousHeaderIsRefused(String header) throws IOException {
		this.connection.write("POST /v1/responses" + HEADERS + header + "\r\n\r\n{}\n");
		assertThat(this.connection.readToEnd()).startsWith("HTTP/1.1 400 Bad Request\r\n");
		assertThat(this.router.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "+2\r\n{}\r\n", "-2\r\n{}\r\n", "0x2\r\n{}\r\n", "\r\n{}\r\n", "g\r\n{}\r\n",
			"ffffffffffffffff\r\n{}\r\n", "10000000000000002\r\n{}\r\n", "1\r\n{}\r\n", "2\r\n{}0\r\n\r\n",
			"2\n{}\r\n0\r\n\r\n", "2\r\n{}\n0\r\n\r\n", "2\r\n{}\r\n0\n\n", "2\r\n{}\r\n0\r\n\n",
			"0\r\nTrailer : 1\r\n\r\n" })
	void ambiguousChunkIsRefused(String chunks) throws IOException {
		this.connection.write("POST /v1/responses" + HEADERS + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
		assertThat(this.connection.readToEnd()).startsWith("HTTP/1.1 400 Bad Request\r\n");
		assertThat(this.router.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host: localhost", "Host: LOCALHOST:8089", "Host: app.localhost:1", "Host: 127.0.0.1",
			"Host: 127.1.2.3:80", "Host: [::1]:8089", "Host: localhost\r\nOrigin: http://localhost:3000",
			"Host: localhost\r\nOrigin: https://127.0.0.1" })
	void loopbackIsAnswered(String headers) throws IOException {
		this.connection.write("GET / HTTP/1.1\r\n" + headers + "\r\n\r\n");
		assertThat(this.connection.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host: example.com", "Host: example.com:80", "Host: 127.0.0.1.example.com",
			"Host: localhost.example.com", "Host: xlocalhost", "Host: 10.0.0.1", "Host: [::2]",
			"Host: localhost:80@example.com", "Host:", "Host: localhost\r\nOrigin: https://example.com",
			"Host: localhost\r\nOrigin: http://localhost.example.com",
			"Host: localhost\r\nOrigin: http://localhost@example.com", "Host: localhost\r\nOrigin: null",
			"Host: localhost\r\nOrigin:", "Host: localhost\r\nOrigin: http://[" })
	void foreignHostAndOriginAreRefused(String headers) throws IOException {
		this.connection.write("GET /v1/limits HTTP/1.1\r\n" + headers + "\r\n\r\n");
		assertThat(this.connection.readUntil("127.0.0.1\n")).startsWith("HTTP/1.1 403 Forbidden\r\n");
		assertThat(this.router.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://example.com/v1/limits", "http://localhost@example.com/v1/limits",
			"//example.com/v1/limits" })
	void foreignTargetIsRefused(String target) throws IOException {
		this.connection.write("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
		assertThat(this.connection.readUntil("127.0.0.1\n")).startsWith("HTTP/1.1 403 Forbidden\r\n");
		assertThat(this.router.requests()).isEmpty();
	}

	@Test
	void endlessHeadIsRefused() throws IOException {
		this.connection.write("GET / HTTP/1.1\r\nx: " + "x".repeat(256 * 1024 - 17));
		assertThat(this.connection.readUntil("\r\n")).startsWith("HTTP/1.1 400 Bad Request\r\n");
	}

}
