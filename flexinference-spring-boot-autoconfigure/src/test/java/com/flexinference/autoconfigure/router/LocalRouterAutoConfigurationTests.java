package com.flexinference.autoconfigure.router;

import java.net.ServerSocket;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.FlexInferenceConnectionDetails;
import com.flexinference.client.ApiKeySource;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceTransportException;
import com.flexinference.client.InvalidConfigurationException;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LocalRouterAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LocalRouterAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(LocalRouterAutoConfiguration.class, FlexInferenceAutoConfiguration.class));

	@Test
	void runStartsRouterForClient() {
		this.contextRunner.run((context) -> {
			context.getBean(FlexInferenceClient.class).limits();
			assertThat(context.getBean(LocalRouter.class).takeRequest().path()).isEqualTo("/v1/limits");
		});
	}

	@Test
	void runWarnsOnceThatAnswersAreSimulated(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			LocalRouter router = context.getBean(LocalRouter.class);
			assertThat(output.toString().lines().filter((line) -> line.contains("WARN"))).singleElement()
				.asString()
				.contains("answers are simulated", router.baseUrl() + ".", router.pageUrl() + ".",
						"flexinference.api-key", "FLEXINFERENCE_API_KEY");
		});
	}

	@Test
	void closeOfContextStopsRouter() {
		LocalRouter[] router = new LocalRouter[1];
		this.contextRunner.run((context) -> router[0] = context.getBean(LocalRouter.class));
		try (FlexInferenceClient client = FlexInferenceClient.builder()
			.apiKey("flex_local")
			.baseUrl(router[0].baseUrl().toString())
			.build()) {
			assertThatExceptionOfType(FlexInferenceTransportException.class).isThrownBy(client::limits);
		}
	}

	@Test
	void runWithApiKeyStartsNoRouter() {
		this.contextRunner.withPropertyValues("flexinference.api-key=flex_live_one")
			.run((context) -> assertThat(context).doesNotHaveBean(LocalRouter.class)
				.hasSingleBean(FlexInferenceClient.class));
	}

	@Test
	void runWithApiKeyStartsRouterIfPreferred(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("flexinference.api-key=flex_live_one", "flexinference.local-router.preferred=true")
			.run((context) -> {
				context.getBean(FlexInferenceClient.class).limits();
				assertThat(context.getBean(LocalRouter.class).takeRequest().header("Authorization"))
					.doesNotContain("flex_live_one");
				assertThat(output).contains("set 'flexinference.local-router.preferred' to false.");
			});
	}

	@Test
	void runWithBaseUrlStartsNoRouterEvenIfPreferred() {
		this.contextRunner
			.withPropertyValues("flexinference.base-url=https://flex.example.com",
					"flexinference.api-key=flex_live_one", "flexinference.local-router.preferred=true")
			.run((context) -> assertThat(context).doesNotHaveBean(LocalRouter.class)
				.hasSingleBean(FlexInferenceClient.class));
	}

	@Test
	void runWithApiKeySourceStartsNoRouter() {
		this.contextRunner.withBean(ApiKeySource.class, () -> () -> "flex_live_one")
			.run((context) -> assertThat(context).doesNotHaveBean(LocalRouter.class)
				.hasSingleBean(FlexInferenceClient.class));
	}

	@Test
	void runWithApiKeyOfEnvironmentStartsNoRouter() {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("FLEXINFERENCE_API_KEY", "flex_live_environment"))))
			.run((context) -> assertThat(context).doesNotHaveBean(LocalRouter.class)
				.hasSingleBean(FlexInferenceClient.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "${MISSING_KEY}" })
	void runWithApiKeyThatIsAMistakeStartsNoRouter(String apiKey) {
		this.contextRunner.withPropertyValues("flexinference.api-key=" + apiKey)
			.run((context) -> assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
				.isInstanceOf(InvalidConfigurationException.class)
				.hasMessageContaining("flexinference.api-key"));
	}

	@Test
	void runWithEmptyApiKeyStartsRouterThatIsAskedFor() {
		this.contextRunner.withPropertyValues("flexinference.api-key=", "flexinference.local-router.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(LocalRouter.class));
	}

	@Test
	void runWithBaseUrlStartsNoRouter() {
		this.contextRunner.withPropertyValues("flexinference.base-url=https://flex.example.com")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("No FlexInference API key is set"));
	}

	@Test
	void runWithConnectionDetailsStartsNoRouter() {
		this.contextRunner.withBean(FlexInferenceConnectionDetails.class, () -> () -> "flex_live_user")
			.run((context) -> assertThat(context).doesNotHaveBean(LocalRouter.class)
				.hasSingleBean(FlexInferenceConnectionDetails.class));
	}

	@Test
	void runWhenDisabledStartsNoRouter() {
		this.contextRunner.withPropertyValues("flexinference.local-router.enabled=false")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("No FlexInference API key is set"));
	}

	@Test
	void runWithoutLocalRouterOnClassPathStartsNoRouter() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(LocalRouter.class))
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void runWithUserRouterUsesItInsteadOfProperties() {
		this.contextRunner.withPropertyValues("flexinference.api-key=flex_live_one")
			.withBean("user", LocalRouter.class, () -> LocalRouter.builder().build().start())
			.run((context) -> {
				assertThat(context).hasSingleBean(LocalRouter.class);
				context.getBean(FlexInferenceClient.class).limits();
				assertThat(context.getBean("user", LocalRouter.class).takeRequest().header("Authorization"))
					.doesNotContain("flex_live_one");
			});
	}

	@Test
	void runWithSeveralUserRoutersUsesProperties() {
		this.contextRunner.withPropertyValues("flexinference.api-key=flex_live_one")
			.withBean("one", LocalRouter.class, () -> LocalRouter.builder().build())
			.withBean("two", LocalRouter.class, () -> LocalRouter.builder().build())
			.run((context) -> assertThat(context.getBean(FlexInferenceConnectionDetails.class).getBaseUrl()).isNull());
	}

	@Test
	void portIsUsed() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		this.contextRunner.withPropertyValues("flexinference.local-router.port=" + port)
			.run((context) -> assertThat(context.getBean(LocalRouter.class).port()).isEqualTo(port));
	}

	@Test
	void portThatIsInUseIsReplacedInTests() {
		this.contextRunner.run((context) -> {
			int port = context.getBean(LocalRouter.class).port();
			this.contextRunner.withPropertyValues("flexinference.local-router.port=" + port)
				.run((second) -> assertThat(second.getBean(LocalRouter.class).port()).isNotEqualTo(port));
		});
	}

	@Test
	void portThatIsInUseIsRefusedElsewhere() {
		this.contextRunner.run((context) -> {
			LocalRouterProperties properties = new LocalRouterProperties(null, false,
					context.getBean(LocalRouter.class).port(), null, null);
			assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
				.isThrownBy(() -> LocalRouterStarter.start(properties, false))
				.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("flexinference.local-router.port"))
				.satisfies((ex) -> assertThat(ex.getReason()).contains("cannot listen", "a port that is free"));
		});
	}

	@ParameterizedTest
	@CsvSource({ "port, 99999, between 0 and 65535", "port, -1, between 0 and 65535", "capacity, 70.0, between 0 and 1",
			"capacity, NaN, between 0 and 1" })
	void valueThatIsOutOfRangeIsRefused(String property, String value, String reason) {
		this.contextRunner.withPropertyValues("flexinference.local-router." + property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo("flexinference.local-router." + property);
					assertThat(ex.getValue()).hasToString(value);
					assertThat(ex.getReason()).contains(reason);
				}));
	}

	@Test
	void capacityIsUsed() {
		this.contextRunner
			.withPropertyValues("flexinference.local-router.capacity=0", "flexinference.local-router.seed=7",
					"flexinference.model=gpt-5-nano", "flexinference.start-within=5s")
			.run((context) -> {
				FlexInferenceClient client = context.getBean(FlexInferenceClient.class);
				assertThat(client.responses().create((request) -> request.user("Count.")).servedTier())
					.isNotEqualTo("flex");
			});
	}

}
