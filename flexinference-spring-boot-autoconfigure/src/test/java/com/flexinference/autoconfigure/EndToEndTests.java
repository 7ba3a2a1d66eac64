package com.flexinference.autoconfigure;

import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.FlexStream;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of an application that talks to the local router over HTTP. Timeouts of the
 * application's other HTTP clients must not matter.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndToEndTests {

	private static final FlexRequest REQUEST = FlexRequest.of((request) -> request.user("Count.").maxTokens(100));

	private ConfigurableApplicationContext context;

	private FlexInferenceClient client;

	private LocalRouter router;

	@BeforeAll
	void start() {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run("--flexinference.local-router.preferred=true", "--flexinference.model=gpt-5-nano",
					"--flexinference.start-within=30s", "--spring.http.clients.connect-timeout=1ms",
					"--spring.http.clients.read-timeout=1ms");
		this.client = this.context.getBean(FlexInferenceClient.class);
		this.router = this.context.getBean(LocalRouter.class);
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@BeforeEach
	void forgetRequests() {
		this.router.reset();
	}

	@ParameterizedTest
	@EnumSource
	void create(CallerFormat format) {
		FlexResponse response = this.client.calls(format).create(REQUEST);
		assertThat(response.text()).isNotBlank();
		assertThat(response.usage()).isNotNull();
		assertThat(this.router.takeRequest().json().path("start_within").asString()).isEqualTo("00h-00m-30s");
	}

	@ParameterizedTest
	@EnumSource
	void stream(CallerFormat format) {
		try (FlexStream stream = this.client.calls(format).stream(REQUEST)) {
			String text = stream.text().collect(Collectors.joining());
			assertThat(text).isNotBlank().isEqualTo(stream.answer().text());
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
