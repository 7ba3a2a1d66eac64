package com.flexinference.autoconfigure;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

import com.flexinference.client.StartWithin;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FlexInferenceProperties} and {@link StartWithinConverter}.
 */
class FlexInferencePropertiesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(PropertiesConfiguration.class);

	@Test
	void nothingIsSetByDefault() {
		this.contextRunner.run((context) -> assertThat(context.getBean(FlexInferenceProperties.class))
			.returns(FlexInferenceClientProperties.NONE, FlexInferenceProperties::client)
			.returns(false, FlexInferenceProperties::allowInsecureHttp)
			.returns(new FlexInferenceProperties.Retry(null), FlexInferenceProperties::retry)
			.returns(Map.of(), FlexInferenceProperties::clients)
			.extracting(FlexInferenceProperties::http)
			.isEqualTo(new FlexInferenceHttpProperties(null, null, null,
					new FlexInferenceHttpProperties.Pool(null, null, null), new FlexInferenceHttpProperties.Ssl(null),
					new FlexInferenceHttpProperties.Proxy(null, null, null, null))));
	}

	@ParameterizedTest
	@CsvSource({ "30s, 30", "10m, 600", "PT1M30S, 90", "00h-00m-30s, 30", "' 30s ', 30", "30, 30" })
	void bindsStartWithinOfDuration(String value, long seconds) {
		this.contextRunner.withPropertyValues("flexinference.start-within=" + value)
			.run((context) -> assertThat(context.getBean(FlexInferenceProperties.class).startWithin())
				.isEqualTo(StartWithin.of(Duration.ofSeconds(seconds))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "default", "priority", "auto", "key-default", "DEFAULT", "Key-Default" })
	void bindsStartWithinOfName(String value) {
		this.contextRunner.withPropertyValues("flexinference.start-within=" + value)
			.run((context) -> assertThat(context.getBean(FlexInferenceProperties.class).startWithin())
				.hasToString(value.toLowerCase(Locale.ROOT)));
	}

	@Test
	void bindsNumbersWithoutUnitAsSeconds() {
		Map<String, Object> yaml = Map.of("flexinference.start-within", 30, "flexinference.timeout.idle", 20,
				"flexinference.timeout.total", "90");
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("yaml", yaml)))
			.run((context) -> {
				FlexInferenceProperties properties = context.getBean(FlexInferenceProperties.class);
				assertThat(properties.startWithin()).isEqualTo(StartWithin.of(Duration.ofSeconds(30)));
				assertThat(properties.timeout().idle()).isEqualTo(Duration.ofSeconds(20));
				assertThat(properties.timeout().total()).isEqualTo(Duration.ofSeconds(90));
			});
	}

	@Test
	void bindsEmptyStartWithinToNone() {
		this.contextRunner.withPropertyValues("flexinference.start-within=")
			.run((context) -> assertThat(context.getBean(FlexInferenceProperties.class).startWithin()).isNull());
	}

	@ParameterizedTest
	@ValueSource(strings = { "auto", "jdk", "apache" })
	void bindsHttpClient(String value) {
		this.contextRunner.withPropertyValues("flexinference.http.client=" + value)
			.run((context) -> assertThat(context.getBean(FlexInferenceProperties.class).http().client())
				.isEqualTo(TransportKind.valueOf(value.toUpperCase(Locale.ROOT))));
	}

	@Test
	void bindsNestedProperties() {
		this.contextRunner
			.withPropertyValues("flexinference.timeout.connect=1s", "flexinference.timeout.start=2m",
					"flexinference.timeout.idle=3s", "flexinference.timeout.total=4h",
					"flexinference.http.ssl.bundle=flex", "flexinference.http.proxy.host=proxy.example.com",
					"flexinference.http.proxy.port=3128", "flexinference.http.proxy.username=user",
					"flexinference.http.proxy.password=secret", "flexinference.http.http2=true",
					"flexinference.http.body-log-limit=2KB", "flexinference.http.pool.max-connections=20",
					"flexinference.http.pool.keep-alive=50s", "flexinference.http.pool.validate-after=0")
			.run((context) -> {
				FlexInferenceProperties properties = context.getBean(FlexInferenceProperties.class);
				assertThat(properties.timeout().connect()).isEqualTo(Duration.ofSeconds(1));
				assertThat(properties.timeout().start()).isEqualTo(Duration.ofMinutes(2));
				assertThat(properties.timeout().idle()).isEqualTo(Duration.ofSeconds(3));
				assertThat(properties.timeout().total()).isEqualTo(Duration.ofHours(4));
				assertThat(properties.http().ssl().bundle()).isEqualTo("flex");
				assertThat(properties.http().proxy().host()).isEqualTo("proxy.example.com");
				assertThat(properties.http().proxy().port()).isEqualTo(3128);
				assertThat(properties.http().proxy().username()).isEqualTo("user");
				assertThat(properties.http().proxy().password()).isEqualTo("secret");
				assertThat(properties.http().http2()).isTrue();
				assertThat(properties.http().bodyLogLimit()).isEqualTo(DataSize.ofKilobytes(2));
				assertThat(properties.http().pool().maxConnections()).isEqualTo(20);
				assertThat(properties.http().pool().keepAlive()).isEqualTo(Duration.ofSeconds(50));
				assertThat(properties.http().pool().validateAfter()).isEqualTo(Duration.ZERO);
			});
	}

	@Test
	void bindsEnvironmentVariables() {
		Map<String, Object> variables = Map.of("FLEXINFERENCE_API_KEY", "flex_live_environment",
				"FLEXINFERENCE_BASE_URL", "https://flex.example.com", "FLEXINFERENCE_START_WITHIN", "30s");
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)))
			.run((context) -> {
				FlexInferenceProperties properties = context.getBean(FlexInferenceProperties.class);
				assertThat(properties.apiKey()).isEqualTo("flex_live_environment");
				assertThat(properties.baseUrl()).isEqualTo("https://flex.example.com");
				assertThat(properties.startWithin()).isEqualTo(StartWithin.of(Duration.ofSeconds(30)));
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(FlexInferenceProperties.class)
	@Import(StartWithinConverter.class)
	static class PropertiesConfiguration {

	}

}
