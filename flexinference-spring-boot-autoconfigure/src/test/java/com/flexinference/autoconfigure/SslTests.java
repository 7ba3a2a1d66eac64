package com.flexinference.autoconfigure;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceTransportException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link FlexInferenceAutoConfiguration} with an SSL bundle, over HTTPS.
 */
class SslTests {

	private static HttpsServer server;

	private static Path store;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, FlexInferenceAutoConfiguration.class))
		.withPropertyValues("flexinference.api-key=flex_live_one",
				"flexinference.base-url=https://localhost:" + server.getAddress().getPort(),
				"spring.ssl.bundle.jks.flex.truststore.location=" + store.toUri(),
				"spring.ssl.bundle.jks.flex.truststore.password=changeit",
				"spring.ssl.bundle.jks.flex.truststore.type=PKCS12");

	@BeforeAll
	static void start(@TempDir Path directory) throws Exception {
		store = directory.resolve("localhost.p12");
		assertThat(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "test", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost",
				"-storetype", "PKCS12", "-storepass", "changeit", "-keystore", store.toString())
			.inheritIO()
			.start()
			.waitFor()).isZero();
		SslBundle bundle = SslBundle.of(new JksSslStoreBundle(
				new JksSslStoreDetails("PKCS12", null, store.toUri().toString(), "changeit"), null));
		server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(bundle.createSslContext()));
		server.createContext("/", (exchange) -> {
			byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		server.start();
	}

	@AfterAll
	static void stop() {
		server.stop(0);
	}

	@Test
	void bundleIsTrusted() {
		this.contextRunner.withPropertyValues("flexinference.http.ssl.bundle=flex")
			.run((context) -> assertThatNoException().isThrownBy(context.getBean(FlexInferenceClient.class)::limits));
	}

	@Test
	void withoutBundleServerIsNotTrusted() {
		this.contextRunner.run((context) -> assertThatExceptionOfType(FlexInferenceTransportException.class)
			.isThrownBy(context.getBean(FlexInferenceClient.class)::limits));
	}

}
