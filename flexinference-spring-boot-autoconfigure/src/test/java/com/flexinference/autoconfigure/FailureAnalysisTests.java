package com.flexinference.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import com.flexinference.autoconfigure.router.LocalRouterAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link InvalidConfigurationFailureAnalyzer} and
 * {@link InvalidPropertyFailureAnalyzer}, by what a {@link SpringApplication} that fails
 * to start prints.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTests {

	// Sorted once, because each test starts an application.
	private static final Class<?>[] APPLICATION = Configurations.getClasses(AutoConfigurations
		.of(SslAutoConfiguration.class, FlexInferenceAutoConfiguration.class, LocalRouterAutoConfiguration.class));

	private static final String KEY = "flex_live_5ecret";

	private final CapturedOutput output;

	FailureAnalysisTests(CapturedOutput output) {
		this.output = output;
	}

	@Test
	void missingApiKey() {
		assertThat(fail("flexinference.local-router.enabled=false")).contains("No FlexInference API key is set.",
				"'flexinference.api-key'", "FLEXINFERENCE_API_KEY", "https://www.flexinference.com/dashboard",
				"'com.flexinference:flexinference-local-router'");
	}

	@Test
	void emptyApiKey() {
		assertThat(fail("flexinference.api-key=")).contains("No FlexInference API key is set.",
				"'flexinference.api-key' is set, but it is empty", "'com.flexinference:flexinference-local-router'");
	}

	@Test
	void apiKeyThatIsAPlaceholder() {
		assertThat(fail("flexinference.api-key=${MISSING_KEY}")).contains("'flexinference.api-key'", "'${MISSING_KEY}'",
				"cannot be resolved");
	}

	@Test
	void placeholderWithoutItsEnd() {
		assertThat(fail("flexinference.api-key=${MISSING_KEY")).contains("'flexinference.api-key'",
				"placeholder that is not closed");
	}

	@ParameterizedTest
	@CsvSource({ "flexinference.timeout, flexinference.timeout.connect",
			"flexinference.retry, flexinference.retry.max-attempts",
			"flexinference.http, flexinference.http.body-log-limit",
			"flexinference.http.proxy, flexinference.http.proxy.host",
			"flexinference.clients, flexinference.clients.search.api-key",
			"flexinference.clients.search, flexinference.clients.search.api-key" })
	void groupWithValue(String name, String example) {
		assertThat(fail("flexinference.api-key=" + KEY, name + "=30")).contains("'" + name + "' has a value",
				"such as '" + example + "'");
	}

	@ParameterizedTest
	@CsvSource({ "flexinference.timeout, flexinference.timeout.connect",
			"flexinference.http.ssl, flexinference.http.ssl.bundle",
			"flexinference.clients.search.timeout, flexinference.clients.search.timeout.connect" })
	void emptyGroup(String name, String example) {
		assertThat(fail("flexinference.api-key=" + KEY, name + "=")).contains("'" + name + "' has a value, or is empty",
				"such as '" + example + "', or remove it");
	}

	@ParameterizedTest
	@ValueSource(strings = { "api-key", "model", "clients.search.model", "local-router.enabled" })
	void placeholderThatRefersToItself(String property) {
		String name = "flexinference." + property;
		assertThat(fail(name + "=${" + name + "}"))
			.contains("The property '" + name + "' has a placeholder that refers to itself.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "flexInferenceClient", "flexInferencePropertyChecks" })
	void clientWithTheNameOfAnotherBean(String name) {
		assertThat(fail("flexinference.api-key=" + KEY, "flexinference.clients." + name + ".api-key=" + KEY)).contains(
				"The client '" + name + "' of 'flexinference.clients' needs the bean name '",
				"Choose another name below 'flexinference.clients'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"" + KEY + "\"", "'" + KEY + "'", "\u201c" + KEY + "\u201d" })
	void apiKeyInQuotes(String key) {
		assertThat(fail("flexinference.api-key=" + key)).contains("'flexinference.api-key' has quotes around it",
				"Remove the quotes");
		assertThat(this.output.toString()).doesNotContain(KEY);
	}

	@ParameterizedTest
	@ValueSource(strings = { KEY + "\n", KEY + " two", KEY + "\t", KEY + "é", "\"" + KEY + "\r\n\"" })
	void apiKeyWithWhiteSpace(String key) {
		assertThat(fail("flexinference.api-key=" + key))
			.contains("API key contains a space, a line break", "Check 'flexinference.api-key'")
			.doesNotContain("flexinference-local-router");
		assertThat(this.output.toString()).doesNotContain(KEY);
	}

	@ParameterizedTest
	@CsvSource({ "https://api.flexinference.com/v1/responses, Remove '/responses'",
			"https://api.flexinference.com/v1/chat/completions, is the URL of an endpoint",
			"api.flexinference.com/v1, is not a full http or https URL",
			"http://flex.example.com/v1, 'flexinference.allow-insecure-http'",
			"https://flex example.com, is not a URL" })
	void badBaseUrl(String url, String advice) {
		assertThat(fail("flexinference.api-key=" + KEY, "flexinference.base-url=" + url))
			.contains("The base URL '" + url + "'", advice)
			.doesNotContain("flexinference-local-router");
		assertThat(this.output.toString()).doesNotContain(KEY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "soon", "1s", "11m", "00h-00m-90s" })
	void badStartWithin(String value) {
		assertThat(fail("flexinference.api-key=" + KEY, "flexinference.start-within=" + value)).contains(
				"'flexinference.start-within'", "'" + value + "'", "default, priority, auto", "key-default",
				"from 5 s to 10 min", "30s", "00h-00m-30s");
		assertThat(this.output.toString()).doesNotContain(KEY);
	}

	@ParameterizedTest
	@CsvSource({ "3s, too short", "2, too short", "11m, too long", "1h, too long", "PT3S, too short",
			"FLEX, requests the flex tier", "5500ms, whole seconds", "soon, neither a duration" })
	void badStartWithinIsExplained(String value, String problem) {
		assertThat(fail("flexinference.api-key=" + KEY, "flexinference.start-within=" + value)).contains(problem);
	}

	@ParameterizedTest
	@ValueSource(strings = { "timeout.idle", "clients.search.timeout.start", "clients.search.timeout.total" })
	void badTimeout(String name) {
		assertThat(fail("flexinference.api-key=" + KEY, "flexinference." + name + "=0s"))
			.contains("'flexinference." + name + "'", "must be greater than zero");
	}

	@ParameterizedTest
	@CsvSource({ "timeout.idle=soon, 'a duration. Examples: 500ms, 30s, 2m.'",
			"allow-insecure-http=maybe, true or false.", "max-tokens=1.5, 'a whole number, at most 2147483647.'",
			"max-tokens=2147483648, 'a whole number, at most 2147483647.'", "retry.max-attempts=many, a whole number",
			"temperature=hot, a number.", "http.body-log-limit=big, 'a size. Examples: 500B, 64KB.'",
			"http.http2=2, true or false.", "local-router.enabled=maybe, true or false.",
			"local-router.preferred=maybe, true or false.", "local-router.port=http, a whole number",
			"clients.search.timeout.idle=soon, a duration", "clients.search.start-within=soon, key-default" })
	void wrongTypeIsExplained(String property, String allowed) {
		String name = "flexinference." + property.substring(0, property.indexOf('='));
		String value = property.substring(property.indexOf('=') + 1);
		assertThat(fail("flexinference.api-key=" + KEY, "flexinference." + property))
			.contains("Invalid value '" + value + "' for configuration property '" + name + "'",
					"Set '" + name + "' to " + allowed)
			.doesNotContain("\tat ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "enabled", "preferred" })
	void localRouterByPlaceholderOrQuotes(String property) {
		String name = "flexinference.local-router." + property;
		assertThat(fail("flexinference.api-key=" + KEY, name + "=${MISSING}"))
			.contains("The property '" + name + "' has the placeholder '${MISSING}'");
		assertThat(fail("flexinference.api-key=" + KEY, name + "=\"true\"")).contains(name, "quotes around it");
	}

	@ParameterizedTest
	@CsvSource({ "flexinference.model[0], flexinference.model, Set one value",
			"flexinference.clients[0].api-key, flexinference.clients, Give each client a name",
			"flexinference.clients.search.model[1], flexinference.clients.search.model, Set one value" })
	void listInPlaceOfOneValue(String name, String property, String action) {
		assertThat(fail("flexinference.api-key=" + KEY, name + "=x"))
			.contains("The property '" + property + "' has a list of values.", action);
	}

	@Test
	void badHttpClient() {
		assertThat(fail("flexinference.api-key=" + KEY, "flexinference.http.client=netty"))
			.contains("flexinference.http.client", "netty", "one of [auto, jdk, apache]");
	}

	@Test
	void proxyWithoutPort() {
		assertThat(fail("flexinference.api-key=" + KEY, "flexinference.http.proxy.host=proxy.example.com"))
			.contains("'flexinference.http.proxy.port'", "needs a host and a port");
	}

	@ParameterizedTest
	@CsvSource({ "proxy.host=http://proxy.example.com", "proxy.host=proxy.example.com:3128", "proxy.host=a b" })
	void badProxyHost(String property) {
		assertThat(fail("flexinference.api-key=" + KEY, "flexinference.http.proxy.port=3128",
				"flexinference.http." + property))
			.contains("'flexinference.http.proxy.host'", "needs a host without scheme and port, and a port");
	}

	@ParameterizedTest
	@CsvSource({ "pool.max-connections=0, at least one connection", "pool.keep-alive=-1s, must not be negative",
			"pool.validate-after=-1ms, must not be negative", "http2=maybe, true or false",
			"body-log-limit=2MB, between 1 and 1000000 bytes" })
	void badHttpSetting(String property, String problem) {
		String name = "flexinference.http." + property;
		assertThat(fail("flexinference.api-key=" + KEY, name)).contains(name.substring(0, name.indexOf('=')), problem);
	}

	@Test
	void apacheThatIsNotThere() {
		assertThat(fail("flexinference.api-key=" + KEY, "flexinference.http.client=apache")).contains(
				"Apache HttpClient 5.4 or later is configured", "'org.apache.httpcomponents.client5:httpclient5'",
				"'flexinference.http.client' to 'auto'");
	}

	@Test
	void unknownSslBundle() {
		assertThat(fail("flexinference.api-key=" + KEY, "flexinference.http.ssl.bundle=flex"))
			.contains("'flexinference.http.ssl.bundle'", "'flex'", "There is no such SSL bundle. The bundles are: []");
	}

	private String fail(String... properties) {
		String[] arguments = new String[properties.length];
		for (int i = 0; i < properties.length; i++) {
			arguments[i] = "--" + properties[i];
		}
		SpringApplication application = new SpringApplicationBuilder(APPLICATION).web(WebApplicationType.NONE).build();
		assertThatException().isThrownBy(() -> application.run(arguments));
		String printed = this.output.toString();
		return printed.substring(printed.lastIndexOf("APPLICATION FAILED TO START"));
	}

}
