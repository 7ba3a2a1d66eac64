package com.flexinference.autoconfigure;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceTransportException;
import com.flexinference.client.transport.ReplaceableSslContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link FlexInferenceAutoConfiguration} with an SSL bundle, over HTTPS.
 */
class SslTests {

	private static HttpsServer server;

	private static ReplaceableSslContext serverContext;

	private static Path initial;

	private static Path renewed;

	@TempDir
	private Path directory;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, FlexInferenceAutoConfiguration.class))
		.withPropertyValues("flexinference.api-key=flex_live_one",
				"flexinference.base-url=https://localhost:" + server.getAddress().getPort());

	@BeforeAll
	static void start(@TempDir Path directory) throws Exception {
		initial = createStore(directory.resolve("initial.p12"));
		renewed = createStore(directory.resolve("renewed.p12"));
		serverContext = new ReplaceableSslContext(context(initial));
		server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(serverContext));
		server.createContext("/", (exchange) -> {
			byte[] body = "{\"id\":\"r\"}".getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Connection", "close");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		server.start();
	}

	private static Path createStore(Path store) throws Exception {
		assertThat(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "test", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost",
				"-storetype", "PKCS12", "-storepass", "changeit", "-keystore", store.toString(),
				"-J-XX:TieredStopAtLevel=1")
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start()
			.waitFor()).isZero();
		return store;
	}

	private static SSLContext context(Path store) {
		JksSslStoreDetails details = new JksSslStoreDetails("PKCS12", null, store.toUri().toString(), "changeit");
		return SslBundle.of(new JksSslStoreBundle(details, null)).createSslContext();
	}

	@AfterAll
	static void stop() {
		server.stop(0);
	}

	@BeforeEach
	void serveInitialCertificate() {
		serverContext.replace(context(initial));
	}

	@Test
	void bundleIsTrusted() {
		withBundle(initial)
			.run((context) -> assertThatNoException().isThrownBy(context.getBean(FlexInferenceClient.class)::limits));
	}

	@Test
	void withoutBundleServerIsNotTrusted() {
		this.contextRunner.run((context) -> assertNotTrusted(context.getBean(FlexInferenceClient.class)));
	}

	@Test
	void runningApplicationFollowsBundleThatIsReloaded() throws Exception {
		Path store = Files.copy(initial, this.directory.resolve("store.p12"));
		withBundle(store)
			.withPropertyValues("spring.ssl.bundle.watch.file.quiet-period=10ms",
					"spring.ssl.bundle.jks.flex.reload-on-update=true")
			.run((context) -> {
				FlexInferenceClient client = context.getBean(FlexInferenceClient.class);
				FlexInferenceClient another = context.getBean(FlexInferenceClient.Builder.class).build();
				assertThatNoException().isThrownBy(client::limits);
				serverContext.replace(context(renewed));
				assertNotTrusted(client);
				CountDownLatch reloaded = new CountDownLatch(1);
				context.getBean(SslBundles.class).addBundleUpdateHandler("flex", (bundle) -> reloaded.countDown());
				Files.move(Files.copy(renewed, this.directory.resolve("new.p12")), store,
						StandardCopyOption.REPLACE_EXISTING);
				assertThat(reloaded.await(10, TimeUnit.SECONDS)).isTrue();
				assertThatNoException().isThrownBy(client::limits);
				assertThatNoException().isThrownBy(another::limits);
				another.close();
			});
	}

	private static void assertNotTrusted(FlexInferenceClient client) {
		assertThatExceptionOfType(FlexInferenceTransportException.class).isThrownBy(client::limits);
	}

	private ApplicationContextRunner withBundle(Path store) {
		return this.contextRunner.withPropertyValues("flexinference.http.ssl.bundle=flex",
				"spring.ssl.bundle.jks.flex.truststore.location=" + store.toUri(),
				"spring.ssl.bundle.jks.flex.truststore.password=changeit",
				"spring.ssl.bundle.jks.flex.truststore.type=PKCS12");
	}

}
