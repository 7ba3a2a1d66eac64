package com.flexinference.autoconfigure;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;

import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.ReplaceableSslContext;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HttpPropertyMapper}.
 */
class HttpPropertyMapperTests {

	private final DefaultSslBundleRegistry sslBundles = new DefaultSslBundleRegistry();

	@Test
	void propertiesThatAreNotSetMapToUnspecified() {
		assertThat(settings()).isEqualTo(HttpSettings.defaults());
		assertThat(settings((SslBundles) null)).isEqualTo(HttpSettings.defaults());
	}

	@Test
	void mapsPool() {
		assertThat(settings("pool.max-connections=20", "pool.keep-alive=50", "pool.validate-after=0").pool())
			.isEqualTo(new HttpSettings.Pool(20, Duration.ofSeconds(50), Duration.ZERO));
	}

	@ParameterizedTest
	@ValueSource(strings = { "pool.max-connections=0", "pool.max-connections=-1", "pool.validate-after=-1ms",
			"pool.keep-alive=-1ms", "body-log-limit=0", "body-log-limit=-1", "body-log-limit=1000001",
			"body-log-limit=9223372036854775807", "ssl.bundle=flex" })
	void refuses(String property) {
		refuses(property.substring(0, property.indexOf('=')), property);
	}

	@Test
	void mapsBodyLogLimit() {
		assertThat(settings("body-log-limit=2KB").bodyLogLimit()).isEqualTo(2048);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void mapsHttp2(boolean http2) {
		assertThat(settings("http2=" + http2).http2()).isEqualTo(http2);
	}

	@Test
	void mapsClient() {
		assertThat(settings("client=jdk").kind()).isEqualTo(TransportKind.JDK);
	}

	@Test
	void mapsSslBundle() {
		SslOptions options = SslOptions.of(new String[] { "TLS_AES_128_GCM_SHA256" }, new String[] { "TLSv1.3" });
		TestManagers managers = new TestManagers();
		this.sslBundles.registerBundle("flex", SslBundle.of(null, null, options, null, managers));
		HttpSettings settings = settings("ssl.bundle=flex");
		assertThat(settings.sslContext()).isInstanceOf(ReplaceableSslContext.class);
		assertThat(managers.contexts).isOne();
		assertThat(settings.sslParameters().getCipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
		assertThat(settings.sslParameters().getProtocols()).containsExactly("TLSv1.3");
	}

	@Test
	void mapsProxy() {
		assertThat(settings("proxy.host=proxy.example.com", "proxy.port=3128", "proxy.username=user",
				"proxy.password=secret")
			.proxy()).isEqualTo(new HttpSettings.Proxy("proxy.example.com", 3128, "user", "secret"));
	}

	@Test
	void mapsEmptyProxyHostToUnspecified() {
		assertThat(settings("proxy.host=").proxy()).isNull();
	}

	@Test
	void refusesProxyThatIsNotWhole() {
		refuses("proxy.port", "proxy.host=proxy.example.com");
		refuses("proxy.port", "proxy.host=proxy.example.com", "proxy.port=65536");
		refuses("proxy.host", "proxy.port=3128");
	}

	private void refuses(String name, String... properties) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> settings(properties))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("flexinference.http." + name));
	}

	private HttpSettings settings(String... properties) {
		return settings(this.sslBundles, properties);
	}

	private static HttpSettings settings(SslBundles sslBundles, String... properties) {
		Map<String, String> source = new HashMap<>();
		for (String property : properties) {
			source.put("http." + property.substring(0, property.indexOf('=')),
					property.substring(property.indexOf('=') + 1));
		}
		return new HttpPropertyMapper(new Binder(new MapConfigurationPropertySource(source)).bindOrCreate("http",
				FlexInferenceHttpProperties.class), sslBundles)
			.settings();
	}

	/**
	 * Counts the contexts that it creates.
	 */
	private static final class TestManagers implements SslManagerBundle {

		private int contexts;

		@Override
		public KeyManagerFactory getKeyManagerFactory() {
			throw new IllegalStateException();
		}

		@Override
		public TrustManagerFactory getTrustManagerFactory() {
			throw new IllegalStateException();
		}

		@Override
		public SSLContext createSslContext(String protocol) {
			this.contexts++;
			try {
				return SSLContext.getDefault();
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
