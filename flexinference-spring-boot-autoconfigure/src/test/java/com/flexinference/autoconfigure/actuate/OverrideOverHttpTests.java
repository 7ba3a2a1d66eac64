package com.flexinference.autoconfigure.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Principal;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import com.flexinference.client.StartWithin;
import com.flexinference.template.StartWithinOverride;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the override of {@link FlexInferenceEndpoint}, over HTTP.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "management.endpoints.web.exposure.include=flexinference")
@ExtendWith(OutputCaptureExtension.class)
class OverrideOverHttpTests {

	private final URI uri;

	private final StartWithinOverride override;

	OverrideOverHttpTests(@LocalServerPort int port, @Autowired StartWithinOverride override) {
		this.uri = URI.create("http://127.0.0.1:" + port + "/actuator/flexinference");
		this.override = override;
	}

	@ParameterizedTest
	@CsvSource({ "'', The body must be", "flex, requests the flex tier", "1s, too short", "11m, too long",
			"3, too short", "soon, neither a duration" })
	void wrongOverrideIsRefusedWithWhatIsAllowed(String value, String problem) throws Exception {
		HttpResponse<String> response = send("POST", "{'startWithin':'" + value + "'}", null);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains(problem, "key-default, default, priority, auto, or a duration");
		assertThat(this.override.get()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'start_within':'default'}", "{'startWithin':null}", "{}", "" })
	void missingOverrideIsRefusedWithWhatIsAllowed(String body) throws Exception {
		HttpResponse<String> response = send("POST", body, null);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("The body must be a JSON object with the field 'startWithin'",
				"key-default, default, priority, auto, or a duration");
	}

	@ParameterizedTest
	@CsvSource({ "'DEFAULT', default", "30, 00h-00m-30s", "'30', 00h-00m-30s", "' 2m ', 00h-02m-00s",
			"'2M', 00h-02m-00s", "'30000ms', 00h-00m-30s", "'Key-Default', key-default" })
	void overrideIsReadLikeTheProperty(String value, String parsed) throws Exception {
		String json = value.matches("[0-9]+") ? value : "'" + value + "'";
		assertThat(send("POST", "{'startWithin':" + json + "}", null).statusCode()).isEqualTo(204);
		assertThat(this.override.get()).hasToString(parsed);
		send("DELETE", "", null);
	}

	@Test
	void logSaysWhoSetAndClearedTheOverride(CapturedOutput output) throws Exception {
		assertThat(send("POST", "{'startWithin':'10m'}", "ann@example.com\n").statusCode()).isEqualTo(204);
		assertThat(this.override.get()).isEqualTo(StartWithin.parse("10m"));
		assertThat(send("DELETE", "", null).statusCode()).isEqualTo(204);
		assertThat(this.override.get()).isNull();
		assertThat(output).contains("start_within is set to 00h-10m-00s by 'ann@example.com\\n' on the endpoint",
				"start_within is cleared by an anonymous user on the endpoint");
	}

	private HttpResponse<String> send(String method, String body, String user)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.uri)
			.method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
			.header("Content-Type", "application/json");
		if (user != null) {
			request.header("X-User", user.replace("\n", "%0A"));
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Filter user() {
			return (request, response, chain) -> {
				String user = ((HttpServletRequest) request).getHeader("X-User");
				chain.doFilter((user != null) ? new Authenticated((HttpServletRequest) request, user) : request,
						response);
			};
		}

	}

	private static final class Authenticated extends HttpServletRequestWrapper {

		private final String user;

		Authenticated(HttpServletRequest request, String user) {
			super(request);
			this.user = user.replace("%0A", "\n");
		}

		@Override
		public Principal getUserPrincipal() {
			return () -> this.user;
		}

	}

}
