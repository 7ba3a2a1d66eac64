package com.flexinference.autoconfigure;

import java.time.Duration;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.HttpTransport;
import com.flexinference.client.transport.Timeouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ClientPropertyMapper}.
 */
class ClientPropertyMapperTests {

	private final FlexInferenceProperties properties = new FlexInferenceProperties();

	private final DefaultSslBundleRegistry sslBundles = new DefaultSslBundleRegistry();

	private final ClientPropertyMapper mapper = new ClientPropertyMapper(this.properties, this.sslBundles);

	@Test
	void propertiesThatAreNotSetMapToUnspecified() {
		assertThat(this.mapper.timeouts()).isEqualTo(Timeouts.none());
		assertThat(this.mapper.http()).isEqualTo(HttpSettings.defaults());
	}

	@Test
	void mapsTimeouts() {
		this.properties.getTimeout().setConnect(Duration.ofSeconds(1));
		this.properties.getTimeout().setStart(Duration.ofSeconds(2));
		this.properties.getTimeout().setIdle(Duration.ofSeconds(3));
		this.properties.getTimeout().setTotal(Duration.ofSeconds(4));
		assertThat(this.mapper.timeouts()).isEqualTo(new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2),
				Duration.ofSeconds(3), Duration.ofSeconds(4)));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1 })
	void refusesTimeoutsThatAreNotPositive(long seconds) {
		this.properties.getTimeout().setIdle(Duration.ofSeconds(seconds));
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this.mapper::timeouts)
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("flexinference.timeout.idle"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void refusesFewerThanOneAttempt(int attempts) {
		this.properties.getRetry().setMaxAttempts(attempts);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> this.mapper.builder(() -> "flex_live_one"))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("flexinference.retry.max-attempts"));
	}

	@Test
	void mapsClient() {
		this.properties.getHttp().setClient(HttpTransport.Kind.JDK);
		assertThat(this.mapper.http().kind()).isEqualTo(HttpTransport.Kind.JDK);
	}

	@Test
	void mapsSslBundle() throws Exception {
		SSLContext context = SSLContext.getDefault();
		SslBundle bundle = mock(SslBundle.class);
		given(bundle.createSslContext()).willReturn(context);
		given(bundle.getOptions())
			.willReturn(SslOptions.of(new String[] { "TLS_AES_128_GCM_SHA256" }, new String[] { "TLSv1.3" }));
		this.sslBundles.registerBundle("flex", bundle);
		this.properties.getHttp().getSsl().setBundle("flex");
		HttpSettings settings = this.mapper.http();
		assertThat(settings.sslContext()).isSameAs(context);
		assertThat(settings.sslParameters().getCipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
		assertThat(settings.sslParameters().getProtocols()).containsExactly("TLSv1.3");
	}

	@Test
	void refusesSslBundleThatDoesNotExist() {
		this.properties.getHttp().getSsl().setBundle("flex");
		assertThatExceptionOfType(NoSuchSslBundleException.class).isThrownBy(this.mapper::http)
			.withMessageContaining("'flex'");
	}

	@Test
	void mapsProxy() {
		this.properties.getHttp().getProxy().setHost("proxy.example.com");
		this.properties.getHttp().getProxy().setPort(3128);
		this.properties.getHttp().getProxy().setUsername("user");
		this.properties.getHttp().getProxy().setPassword("secret");
		assertThat(this.mapper.http().proxy())
			.isEqualTo(new HttpSettings.Proxy("proxy.example.com", 3128, "user", "secret"));
	}

	@Test
	void mapsEmptyProxyHostToUnspecified() {
		this.properties.getHttp().getProxy().setHost("");
		assertThat(this.mapper.http().proxy()).isNull();
	}

	@Test
	void refusesProxyWithoutPort() {
		this.properties.getHttp().getProxy().setHost("proxy.example.com");
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this.mapper::http)
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("flexinference.http.proxy.port"));
	}

	@Test
	void refusesProxyWithPortThatCannotBe() {
		this.properties.getHttp().getProxy().setHost("proxy.example.com");
		this.properties.getHttp().getProxy().setPort(65536);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this.mapper::http)
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("flexinference.http.proxy.port"));
	}

	@Test
	void refusesProxyWithoutHost() {
		this.properties.getHttp().getProxy().setPort(3128);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this.mapper::http)
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("flexinference.http.proxy.host"));
	}

}
