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

	private static final String HEADERS = " HTTP/1.1\r\nHost: router\r\nAuthorization: Bearer flex_live_test\r\n";

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

	@ParameterizedTest
	@ValueSource(strings = { "nonsense\r\n\r\n", "GET /v1/limits SPDY/3\r\n\r\n", "GET /%% HTTP/1.1\r\n\r\n",
			"GET / HTTP/1.1\r\nno colon\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
			"POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n" })
	void nonsenseIsRefused(String request) throws IOException {
		this.connection.write(request);
		assertThat(this.connection.readToEnd()).startsWith("HTTP/1.1 400 Bad Request\r\n");
	}

	@Test
	void endlessHeadIsRefused() throws IOException {
		this.connection.write("GET / HTTP/1.1\r\nx: " + "x".repeat(256 * 1024 - 17));
		assertThat(this.connection.readUntil("\r\n")).startsWith("HTTP/1.1 400 Bad Request\r\n");
	}

}
