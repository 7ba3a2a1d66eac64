package com.flexinference.router;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a router whose process has few file descriptors.
 */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class FileDescriptorTests {

	private static final Pattern PAGE = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/v1");

	@Test
	@Timeout(60)
	void acceptsAgainWhenConnectionsEnd() throws Exception {
		Process process = new ProcessBuilder("sh", "-c",
				"ulimit -n 80 && exec \"$0\" -cp \"$1\" " + StandaloneRouter.class.getName() + " --port 0",
				Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")))
			.redirectErrorStream(true)
			.start();
		try (BufferedReader output = process.inputReader()) {
			Matcher baseUrl = PAGE.matcher(output.readLine());
			assertThat(baseUrl.find()).isTrue();
			HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl.group() + "/limits"))
				.header("Authorization", "Bearer flex_live_test")
				.timeout(Duration.ofSeconds(30))
				.build();
			assertThat(status(request)).isEqualTo(200);
			exhaust(Integer.parseInt(baseUrl.group(1)));
			assertThat(status(request)).isEqualTo(200);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static int status(HttpRequest request) throws IOException, InterruptedException {
		return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
	}

	private void exhaust(int port) throws IOException {
		List<Socket> sockets = new ArrayList<>();
		while (sockets.size() < 120) {
			sockets.add(new Socket(InetAddress.getLoopbackAddress(), port));
		}
		assertThat(isAnswered(sockets.get(0), 30_000)).isTrue();
		assertThat(isAnswered(sockets.get(119), 200)).isFalse();
		for (Socket socket : sockets) {
			socket.close();
		}
	}

	private boolean isAnswered(Socket socket, int timeoutMillis) {
		try {
			socket.setSoTimeout(timeoutMillis);
			socket.getOutputStream()
				.write("GET /v1/limits HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer flex_live_test\r\n\r\n"
					.getBytes(StandardCharsets.US_ASCII));
			return socket.getInputStream().read() == 'H';
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
