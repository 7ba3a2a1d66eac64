package com.flexinference.autoconfigure;

import java.time.Duration;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.util.unit.DataSize;

import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.ReplaceableSslContext;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link HttpPropertyMapper}.
 */
class HttpPropertyMapperTests {

	private final FlexInferenceHttpProperties properties = new FlexInferenceHttpProperties();

	private final DefaultSslBundleRegistry sslBundles = new DefaultSslBundleRegistry();

	private final HttpPropertyMapper mapper = new HttpPropertyMapper(this.properties, this.sslBundles);

	@Test
	void propertiesThatAreNotSetMapToUnspecified() {
		assertThat(this.mapper.settings()).isEqualTo(HttpSettings.defaults());
	}

	@Test
	void mapsPool() {
		this.properties.getPool().setMaxConnections(20);
		this.properties.getPool().setKeepAlive(Duration.ofSeconds(50));
		this.properties.getPool().setValidateAfter(Duration.ZERO);
		assertThat(this.mapper.settings().pool())
			.isEqualTo(new HttpSettings.Pool(20, Duration.ofSeconds(50), Duration.ZERO));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void refusesPoolWithoutConnections(int maxConnections) {
		this.properties.getPool().setMaxConnections(maxConnections);
		refuses("flexinference.http.pool.max-connections");
	}

	@Test
	void refusesTimesOfPoolThatAreNegative() {
		this.properties.getPool().setValidateAfter(Duration.ofMillis(-1));
		refuses("flexinference.http.pool.validate-after");
		this.properties.getPool().setKeepAlive(Duration.ofMillis(-1));
		refuses("flexinference.http.pool.keep-alive");
	}

	@Test
	void mapsBodyLogLimit() {
		this.properties.setBodyLogLimit(DataSize.ofKilobytes(2));
		assertThat(this.mapper.settings().bodyLogLimit()).isEqualTo(2048);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, 1_000_001, Long.MAX_VALUE })
	void refusesBodyLogLimitThatIsOutOfBounds(long bytes) {
		this.properties.setBodyLogLimit(DataSize.ofBytes(bytes));
		refuses("flexinference.http.body-log-limit");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void mapsHttp2(boolean http2) {
		this.properties.setHttp2(http2);
		assertThat(this.mapper.settings().http2()).isEqualTo(http2);
	}

	@Test
	void mapsClient() {
		this.properties.setClient(TransportKind.JDK);
		assertThat(this.mapper.settings().kind()).isEqualTo(TransportKind.JDK);
	}

	@Test
	void mapsSslBundle() throws Exception {
		SSLContext context = SSLContext.getDefault();
		SslBundle bundle = mock(SslBundle.class);
		given(bundle.createSslContext()).willReturn(context);
		given(bundle.getOptions())
			.willReturn(SslOptions.of(new String[] { "TLS_AES_128_GCM_SHA256" }, new String[] { "TLSv1.3" }));
		this.sslBundles.registerBundle("flex", bundle);
		this.properties.getSsl().setBundle("flex");
		HttpSettings settings = this.mapper.settings();
		assertThat(settings.sslContext()).isInstanceOf(ReplaceableSslContext.class);
		verify(bundle).createSslContext();
		assertThat(settings.sslParameters().getCipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
		assertThat(settings.sslParameters().getProtocols()).containsExactly("TLSv1.3");
	}

	@Test
	void refusesSslBundleThatDoesNotExist() {
		this.properties.getSsl().setBundle("flex");
		refuses("flexinference.http.ssl.bundle");
	}

	@Test
	void mapsProxy() {
		this.properties.getProxy().setHost("proxy.example.com");
		this.properties.getProxy().setPort(3128);
		this.properties.getProxy().setUsername("user");
		this.properties.getProxy().setPassword("secret");
		assertThat(this.mapper.settings().proxy())
			.isEqualTo(new HttpSettings.Proxy("proxy.example.com", 3128, "user", "secret"));
	}

	@Test
	void mapsEmptyProxyHostToUnspecified() {
		this.properties.getProxy().setHost("");
		assertThat(this.mapper.settings().proxy()).isNull();
	}

	@Test
	void refusesProxyWithoutPort() {
		this.properties.getProxy().setHost("proxy.example.com");
		refuses("flexinference.http.proxy.port");
	}

	@Test
	void refusesProxyWithPortThatCannotBe() {
		this.properties.getProxy().setHost("proxy.example.com");
		this.properties.getProxy().setPort(65536);
		refuses("flexinference.http.proxy.port");
	}

	@Test
	void refusesProxyWithoutHost() {
		this.properties.getProxy().setPort(3128);
		refuses("flexinference.http.proxy.host");
	}

	private void refuses(String property) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this.mapper::settings)
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo(property));
	}

}
