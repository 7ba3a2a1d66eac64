package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.EachTransport;
import com.flexinference.client.TestServer;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.ReplaceableSslContext;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link HttpTransport} over TLS.
 */
@ParameterizedClass
@EachTransport
@Timeout(20)
class TlsTests {

	private static final TestCertificate localhost = TestCertificate.load("localhost");

	private static final TestCertificate elsewhere = TestCertificate.load("elsewhere");

	private static final TestCertificate renewed = TestCertificate.load("renewed");

	private final HttpSettings settings;

	TlsTests(TransportKind kind) {
		this.settings = HttpSettings.defaults().withKind(kind);
	}

	@Test
	void trustsTheCertificateOfTheContext() throws Exception {
		try (TestServer server = serve(localhost, TestServer.OK);
				HttpTransport transport = transport(localhost.clientContext(), null);
				ClientHttpResponse response = post(transport, server)) {
			assertThat(response.getBody().readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("ok");
		}
	}

	@Test
	void usesTheProtocolsOfTheParameters() throws Exception {
		SSLContext context = localhost.clientContext();
		SSLParameters parameters = context.getDefaultSSLParameters();
		parameters.setProtocols(new String[] { "TLSv1.2" });
		SSLContext serverContext = localhost.serverContext();
		try (TestServer server = TestServer.start(serverContext.getServerSocketFactory(), "https",
				(connection) -> connection.write(TestServer.OK));
				HttpTransport transport = transport(context, parameters);
				ClientHttpResponse response = post(transport, server)) {
			assertThat(response.getBody().readAllBytes()).hasSize(2);
			assertThat(server.protocol()).isEqualTo("TLSv1.2");
		}
	}

	@Test
	void refusesAnUnknownCertificate() throws Exception {
		try (TestServer server = serve(localhost, TestServer.OK); HttpTransport transport = transport(null, null)) {
			assertThatExceptionOfType(SSLException.class).isThrownBy(() -> post(transport, server));
			assertThat(server.requests()).isEmpty();
		}
	}

	@Test
	void refusesTheCertificateOfAnotherHost() throws Exception {
		SSLContext context = elsewhere.clientContext();
		SSLParameters parameters = context.getDefaultSSLParameters();
		parameters.setEndpointIdentificationAlgorithm(null);
		try (TestServer server = serve(elsewhere, TestServer.OK);
				HttpTransport transport = transport(context, parameters)) {
			assertThatExceptionOfType(SSLException.class).isThrownBy(() -> post(transport, server));
			assertThat(server.requests()).isEmpty();
		}
	}

	@Test
	void replacedContextServesNewConnections() throws Exception {
		ReplaceableSslContext context = new ReplaceableSslContext(elsewhere.clientContext());
		try (TestServer before = serve(localhost, TestServer.OK);
				TestServer after = serve(renewed, TestServer.OK);
				HttpTransport transport = transport(context, null)) {
			assertThatExceptionOfType(SSLException.class).isThrownBy(() -> post(transport, before));
			context.replace(localhost.clientContext());
			assertThat(post(transport, before).getBody().readAllBytes()).hasSize(2);
			assertThatExceptionOfType(SSLException.class).isThrownBy(() -> post(transport, after));
			context.replace(renewed.clientContext());
			assertThat(post(transport, after).getBody().readAllBytes()).hasSize(2);
			assertThat(post(transport, before).getBody().readAllBytes()).hasSize(2);
			assertThat(before.connections()).isEqualTo(2);
		}
	}

	@Test
	void idleTimeoutRunsOut() throws Exception {
		try (TestServer server = stalling(); HttpTransport transport = transport(localhost.clientContext(), null)) {
			InputStream body = post(transport, server).getBody();
			assertThat(body.read()).isEqualTo('a');
			assertThatThrownBy(body::read).isInstanceOf(TimeoutExpiredException.class);
			server.awaitDisconnect();
		}
	}

	@Test
	void closingWakesTheReader() throws Exception {
		try (TestServer server = stalling(); HttpTransport transport = transport(localhost.clientContext(), null)) {
			InputStream body = post(transport, server).getBody();
			Reader reader = new Reader(body);
			reader.awaitBlocked();
			body.close();
			server.awaitDisconnect();
			reader.assertFailure().isInstanceOf(ExchangeClosedException.class);
		}
	}

	@Test
	void slowHandshakeHoldsUpNoOtherRequest() throws Exception {
		SlowTrust trust = new SlowTrust();
		try (TestServer slow = serve(localhost, TestServer.OK);
				TestServer other = TestServer.answering(TestServer.OK);
				HttpTransport transport = transport(trust.context(), null)) {
			FutureTask<ClientHttpResponse> call = new FutureTask<>(() -> post(transport, slow));
			new Thread(call).start();
			trust.asked.await();
			assertThat(post(transport, other).getBody().readAllBytes()).hasSize(2);
			trust.answer.countDown();
			assertThat(call.get().getBody().readAllBytes()).hasSize(2);
		}
	}

	private HttpTransport transport(SSLContext context, SSLParameters parameters) {
		return TestTransports.create(this.settings.withSsl(context, parameters));
	}

	private static TestServer serve(TestCertificate certificate, String response) throws Exception {
		return TestServer.start(certificate.serverContext().getServerSocketFactory(), "https",
				(connection) -> connection.write(response));
	}

	private static TestServer stalling() throws Exception {
		return TestServer.start(localhost.serverContext().getServerSocketFactory(), "https", (connection) -> {
			connection.write(TestServer.STREAM + TestServer.chunk("a"));
			connection.awaitClose();
		});
	}

	private static ClientHttpResponse post(HttpTransport transport, TestServer server) throws IOException {
		ClientHttpRequest request = transport.createRequest(server.uri(), HttpMethod.POST);
		request.getAttributes()
			.put(RequestTimeouts.ATTRIBUTE,
					new RequestTimeouts(Duration.ofSeconds(10), Duration.ofMillis(500), null, null));
		request.getBody().write(new byte[] { '{', '}' });
		return request.execute();
	}

	/**
	 * Trusts everyone, after a while.
	 */
	private static final class SlowTrust implements X509TrustManager {

		private final CountDownLatch asked = new CountDownLatch(1);

		private final CountDownLatch answer = new CountDownLatch(1);

		SSLContext context() throws Exception {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { this }, null);
			return context;
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) {
			this.asked.countDown();
			try {
				this.answer.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) {
			throw new UnsupportedOperationException();
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
