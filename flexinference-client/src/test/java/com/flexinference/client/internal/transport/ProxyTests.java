package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.EachTransport;
import com.flexinference.client.TestServer;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link HttpSettings.Proxy} in front of {@code https}.
 */
@Timeout(30)
class ProxyTests {

	private static final String AUTHORIZATION = "Basic dXNlcjpzZWNyZXQ=";

	private static final TestCertificate certificate = TestCertificate.load("localhost");

	/**
	 * In JVMs of their own, as the JDK reads its property once.
	 */
	@ParameterizedTest
	@EachTransport
	void tunnelsThroughAProxyWithAPassword(TransportKind kind) throws Exception {
		List<String> options = List.of("-Djdk.http.auth.tunneling.disabledSchemes=",
				"-Djavax.net.ssl.trustStorePassword=changeit", "-Djavax.net.ssl.trustStoreType=PKCS12",
				"-Djavax.net.ssl.trustStore=" + TestCertificate.file("localhost"));
		try (ConnectProxy proxy = ConnectProxy.start(AUTHORIZATION); TestServer origin = serve()) {
			assertThat(ChildJvm.run(Client.class, options, kind.name(), String.valueOf(proxy.port()),
					origin.uri().toString()))
				.isEqualTo("200 ok");
			assertThat(origin.requests()).hasSize(1)
				.allSatisfy((request) -> assertThat(request.headers()).containsEntry("authorization", "Bearer key")
					.doesNotContainKey("proxy-authorization"));
			assertThat(proxy.heads()).isNotEmpty()
				.allSatisfy((head) -> assertThat(head).startsWith("connect localhost:").doesNotContain("bearer"));
		}
	}

	@Test
	void jdkSendsNoPasswordWithoutItsProperty() throws Exception {
		try (ConnectProxy proxy = ConnectProxy.start(AUTHORIZATION); TestServer origin = serve()) {
			assertThatIOException().isThrownBy(
					() -> Client.main(TransportKind.JDK.name(), String.valueOf(proxy.port()), origin.uri().toString()))
				.withMessage("The proxy did not open a tunnel: HTTP 407. The JDK's HTTP client sends a password to a "
						+ "proxy for https only if the system property 'jdk.http.auth.tunneling.disabledSchemes' "
						+ "is set to an empty value.");
			assertThat(origin.requests()).isEmpty();
		}
	}

	@ParameterizedTest
	@EachTransport
	void refusedTunnelIsNoAnswer(TransportKind kind) throws Exception {
		try (TestServer proxy = TestServer.answering("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno")) {
			assertThatIOException()
				.isThrownBy(() -> Client.main(kind.name(), String.valueOf(proxy.port()), "https://localhost:1/"))
				.withMessageContaining("403");
			assertThat(proxy.requests()).hasSize(1);
		}
	}

	private static TestServer serve() throws Exception {
		return TestServer.start(certificate.serverContext().getServerSocketFactory(), "https",
				(connection) -> connection.write(TestServer.OK));
	}

	/**
	 * Sends one request and prints the answer.
	 */
	public static final class Client {

		private Client() {
		}

		public static void main(String... arguments) throws IOException {
			HttpSettings settings = HttpSettings.defaults()
				.withKind(TransportKind.valueOf(arguments[0]))
				.withProxy(new HttpSettings.Proxy("localhost", Integer.parseInt(arguments[1]), "user", "secret"));
			try (HttpTransport transport = TestTransports.create(settings)) {
				ClientHttpRequest request = transport.createRequest(URI.create(arguments[2]), HttpMethod.POST);
				request.getHeaders().setBearerAuth("key");
				request.getBody().write(new byte[] { '{', '}' });
				ClientHttpResponse response = request.execute();
				System.out.println(response.getStatusCode().value() + " "
						+ new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8));
			}
		}

	}

}
