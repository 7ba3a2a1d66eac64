package com.flexinference.autoconfigure;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.test.MockServerRestClientCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.ExpectedCount;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.test.web.client.ResponseCreator;

import com.flexinference.client.ApiKeySource;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexInferenceTransportException;
import com.flexinference.client.StartWithin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.content;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.header;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withStatus;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withUnauthorizedRequest;

/**
 * Tests for {@link FlexInferenceAutoConfiguration}.
 */
class FlexInferenceAutoConfigurationTests {

	private static final String LIMITS = "https://api.flexinference.com/v1/limits";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FlexInferenceAutoConfiguration.class))
		.withPropertyValues("flexinference.api-key=flex_live_one");

	private final ApplicationContextRunner mockServerRunner = this.contextRunner
		.withBean(MockServerRestClientCustomizer.class);

	@Test
	void runCreatesClient() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(FlexInferenceClient.class));
	}

	@Test
	void runInServletApplicationCreatesClient() {
		new WebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(FlexInferenceAutoConfiguration.class, RestClientAutoConfiguration.class))
			.withPropertyValues("flexinference.api-key=flex_live_one")
			.run((context) -> assertThat(context).hasSingleBean(FlexInferenceClient.class));
	}

	@Test
	void runInReactiveApplicationCreatesClient() {
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(FlexInferenceAutoConfiguration.class, RestClientAutoConfiguration.class))
			.withPropertyValues("flexinference.api-key=flex_live_one")
			.run((context) -> assertThat(context).hasSingleBean(FlexInferenceClient.class));
	}

	@Test
	void runWithoutRestClientModuleCreatesClient() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.boot.restclient"))
			.run((context) -> assertThat(context).hasSingleBean(FlexInferenceClient.class)
				.doesNotHaveBean(FlexInferenceClientCustomizer.class));
	}

	@Test
	void runWithoutApiKeyFails() {
		this.contextRunner.withPropertyValues("flexinference.api-key=")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("No FlexInference API key is set"));
	}

	@Test
	void runWithUserClientBacksOff() {
		this.contextRunner.withPropertyValues("flexinference.api-key=")
			.withBean("user", FlexInferenceClient.class, () -> FlexInferenceClient.create("flex_live_user"))
			.run((context) -> assertThat(context).hasSingleBean(FlexInferenceClient.class).hasBean("user"));
	}

	@Test
	void runWithUserBuilderUsesIt() {
		this.contextRunner.withPropertyValues("flexinference.api-key=")
			.withBean(FlexInferenceClient.Builder.class, () -> FlexInferenceClient.builder().apiKey("flex_live_user"))
			.run((context) -> assertThat(context).hasSingleBean(FlexInferenceClient.class));
	}

	@Test
	void runWithUserConnectionDetailsUsesThemInsteadOfProperties() {
		this.mockServerRunner.withPropertyValues("flexinference.base-url=https://properties.example.com")
			.withBean(FlexInferenceConnectionDetails.class, UserConnectionDetails::new)
			.run((context) -> {
				assertThat(context).hasSingleBean(FlexInferenceConnectionDetails.class);
				server(context.getBean(MockServerRestClientCustomizer.class), "https://user.example.com/v1/limits",
						"flex_live_user");
				context.getBean(FlexInferenceClient.class).limits();
			});
	}

	@Test
	void apiKeySourceWinsOverPropertiesAndConnectionDetails() {
		Iterator<String> keys = List.of("flex_live_1", "flex_live_2").iterator();
		this.mockServerRunner.withBean(ApiKeySource.class, () -> keys::next)
			.withBean(FlexInferenceConnectionDetails.class, UserConnectionDetails::new)
			.run((context) -> {
				MockServerRestClientCustomizer customizer = context.getBean(MockServerRestClientCustomizer.class);
				FlexInferenceClient client = context.getBean(FlexInferenceClient.class);
				server(customizer, "https://user.example.com/v1/limits", "flex_live_1");
				client.limits();
				customizer.getServer().reset();
				server(customizer, "https://user.example.com/v1/limits", "flex_live_2");
				client.limits();
			});
	}

	@Test
	void apiKeySourceIsEnough() {
		this.contextRunner.withPropertyValues("flexinference.api-key=")
			.withBean(ApiKeySource.class, () -> () -> "flex_live_1")
			.run((context) -> assertThat(context).hasSingleBean(FlexInferenceClient.class));
	}

	@Test
	void maxAttemptsAreUsed() {
		this.mockServerRunner.withPropertyValues("flexinference.retry.max-attempts=2").run((context) -> {
			MockServerRestClientCustomizer customizer = context.getBean(MockServerRestClientCustomizer.class);
			FlexInferenceClient client = context.getBean(FlexInferenceClient.class);
			customizer.getServer()
				.expect(ExpectedCount.twice(), requestTo(LIMITS))
				.andRespond(withStatus(HttpStatus.SERVICE_UNAVAILABLE)
					.body("{\"error\":{\"flexinference\":{\"retryable\":true}}}")
					.header("Retry-After", "0"));
			assertThatExceptionOfType(FlexInferenceResponseException.class).isThrownBy(client::limits)
				.returns(2, FlexInferenceException::attempts);
		});
	}

	@Test
	void closeOfContextClosesClient() {
		FlexInferenceClient[] client = new FlexInferenceClient[1];
		this.contextRunner.withPropertyValues("flexinference.base-url=http://127.0.0.1:1")
			.run((context) -> client[0] = context.getBean(FlexInferenceClient.class));
		assertThatExceptionOfType(FlexInferenceTransportException.class).isThrownBy(() -> client[0].limits())
			.havingRootCause()
			.withMessage("The transport is closed");
	}

	@Test
	void environmentVariableSetsApiKey() {
		this.mockServerRunner.withPropertyValues("flexinference.api-key=flex_live_one")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("FLEXINFERENCE_API_KEY", "flex_live_environment"))))
			.run((context) -> {
				server(context.getBean(MockServerRestClientCustomizer.class), LIMITS, "flex_live_environment");
				context.getBean(FlexInferenceClient.class).limits();
			});
	}

	@Test
	void baseUrlIsUsed() {
		this.mockServerRunner.withPropertyValues("flexinference.base-url=https://flex.example.com/").run((context) -> {
			server(context.getBean(MockServerRestClientCustomizer.class), "https://flex.example.com/v1/limits",
					"flex_live_one");
			context.getBean(FlexInferenceClient.class).limits();
		});
	}

	@Test
	void plainHttpIsUsedWhereAllowed() {
		this.mockServerRunner
			.withPropertyValues("flexinference.base-url=http://flex.example.com",
					"flexinference.allow-insecure-http=true")
			.run((context) -> {
				server(context.getBean(MockServerRestClientCustomizer.class), "http://flex.example.com/v1/limits",
						"flex_live_one");
				context.getBean(FlexInferenceClient.class).limits();
			});
	}

	@Test
	void modelAndStartWithinAreDefaultsOfRequests() {
		this.mockServerRunner.withPropertyValues("flexinference.model=gpt-5-nano", "flexinference.start-within=30s")
			.run((context) -> {
				MockRestServiceServer server = context.getBean(MockServerRestClientCustomizer.class).getServer();
				server.expect(requestTo("https://api.flexinference.com/v1/responses")).andExpect(content().json("""
						{"model":"gpt-5-nano","start_within":"00h-00m-30s"}""")).andRespond(json("{\"id\":\"r\"}"));
				server.expect(requestTo("https://api.flexinference.com/v1/responses")).andExpect(content().json("""
						{"model":"gpt-5.5","start_within":"priority"}""")).andRespond(json("{\"id\":\"r\"}"));
				FlexInferenceClient client = context.getBean(FlexInferenceClient.class);
				client.responses().create((request) -> request.user("Count."));
				client.responses()
					.create((request) -> request.user("Count.").model("gpt-5.5").startWithin(StartWithin.PRIORITY));
				server.verify();
			});
	}

	@Test
	void maxTokensAndTemperatureAreDefaultsOfRequests() {
		this.mockServerRunner
			.withPropertyValues("flexinference.model=claude-opus-4-8", "flexinference.start-within=default",
					"flexinference.max-tokens=1024", "flexinference.temperature=0.5")
			.run((context) -> {
				MockRestServiceServer server = context.getBean(MockServerRestClientCustomizer.class).getServer();
				server.expect(requestTo("https://api.flexinference.com/v1/messages")).andExpect(content().json("""
						{"max_tokens":1024,"temperature":0.5}""")).andRespond(json("{\"id\":\"m\"}"));
				server.expect(requestTo("https://api.flexinference.com/v1/messages")).andExpect(content().json("""
						{"max_tokens":10,"temperature":1.0}""")).andRespond(json("{\"id\":\"m\"}"));
				FlexInferenceClient client = context.getBean(FlexInferenceClient.class);
				client.messages().create((request) -> request.user("Count."));
				client.messages().create((request) -> request.user("Count.").maxTokens(10).temperature(1));
				server.verify();
			});
	}

	@Test
	void mockServerAnswersErrors() {
		this.mockServerRunner.run((context) -> {
			context.getBean(MockServerRestClientCustomizer.class)
				.getServer()
				.expect(requestTo(LIMITS))
				.andRespond(withUnauthorizedRequest());
			assertThatExceptionOfType(FlexInferenceResponseException.class)
				.isThrownBy(context.getBean(FlexInferenceClient.class)::limits)
				.satisfies((ex) -> assertThat(ex.status().value()).isEqualTo(401));
		});
	}

	@Test
	void serverBoundByRestClientCustomizerAnswers() {
		MockRestServiceServer[] server = new MockRestServiceServer[1];
		this.contextRunner
			.withBean(RestClientCustomizer.class,
					() -> (builder) -> server[0] = MockRestServiceServer.bindTo(builder).build())
			.run((context) -> {
				server[0].expect(requestTo(LIMITS)).andRespond(json("{}"));
				context.getBean(FlexInferenceClient.class).limits();
				server[0].verify();
			});
	}

	@Test
	void customizersRunInOrder() {
		this.mockServerRunner.withUserConfiguration(CustomizersConfiguration.class).run((context) -> {
			MockRestServiceServer server = context.getBean(MockServerRestClientCustomizer.class).getServer();
			server.expect(requestTo("https://customized.example.com/v1/limits"))
				.andExpect(header("X-Order", "rest-1", "rest-2", "flex-1", "flex-2"))
				.andRespond(json("{}"));
			context.getBean(FlexInferenceClient.class).limits();
			server.verify();
		});
	}

	@Test
	void injectedBuildersBuildSeveralClients() {
		this.mockServerRunner.withPropertyValues("flexinference.api-key=")
			.withUserConfiguration(TwoClientsConfiguration.class)
			.run((context) -> {
				assertThat(context).getBeans(FlexInferenceClient.class).containsOnlyKeys("batch", "chat");
				MockServerRestClientCustomizer customizer = context.getBean(MockServerRestClientCustomizer.class);
				assertThat(customizer.getServers()).hasSize(2);
				for (String name : new String[] { "batch", "chat" }) {
					customizer.getServers().values().forEach((server) -> expect(server, LIMITS, "flex_live_" + name));
					context.getBean(name, FlexInferenceClient.class).limits();
					customizer.getServers().values().forEach(MockRestServiceServer::reset);
				}
			});
	}

	@Test
	void applicationsHttpClientIsNotUsed() {
		ClientHttpRequestFactoryBuilder<?> factoryBuilder = (settings) -> {
			throw new IllegalStateException("It is used");
		};
		this.contextRunner.withBean(ClientHttpRequestFactoryBuilder.class, () -> factoryBuilder)
			.run((context) -> assertThat(context).hasSingleBean(FlexInferenceClient.class));
	}

	@Test
	void nothingPrintsTheApiKey() {
		this.contextRunner.withPropertyValues("flexinference.http.proxy.password=proxy_secret")
			.run((context) -> assertThat(context.getBean(FlexInferenceProperties.class) + " "
					+ context.getBean(FlexInferenceConnectionDetails.class) + " "
					+ context.getBean(FlexInferenceClient.Builder.class) + " "
					+ context.getBean(FlexInferenceClient.class) + " "
					+ context.getBean(FlexInferenceProperties.class).client() + " "
					+ context.getBean(FlexInferenceProperties.class).http().proxy())
				.doesNotContain("flex_live_one")
				.doesNotContain("proxy_secret"));
	}

	private static void server(MockServerRestClientCustomizer customizer, String url, String apiKey) {
		expect(customizer.getServer(), url, apiKey);
	}

	private static void expect(MockRestServiceServer server, String url, String apiKey) {
		server.expect(requestTo(url)).andExpect(header("Authorization", "Bearer " + apiKey)).andRespond(json("{}"));
	}

	private static ResponseCreator json(String body) {
		return withSuccess(body, MediaType.APPLICATION_JSON);
	}

	static class UserConnectionDetails implements FlexInferenceConnectionDetails {

		@Override
		public String getApiKey() {
			return "flex_live_user";
		}

		@Override
		public @Nullable String getBaseUrl() {
			return "https://user.example.com";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoClientsConfiguration {

		@Bean
		FlexInferenceClient batch(FlexInferenceClient.Builder builder) {
			return builder.apiKey("flex_live_batch").build();
		}

		@Bean
		FlexInferenceClient chat(FlexInferenceClient.Builder builder) {
			return builder.apiKey("flex_live_chat").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CustomizersConfiguration {

		@Bean
		@Order(2)
		FlexInferenceClientCustomizer secondFlex() {
			return (builder) -> builder
				.restClient((rest) -> rest.defaultHeaders((headers) -> headers.add("X-Order", "flex-2")));
		}

		@Bean
		@Order(1)
		FlexInferenceClientCustomizer firstFlex() {
			return (builder) -> builder.baseUrl("https://customized.example.com")
				.restClient((rest) -> rest.defaultHeaders((headers) -> headers.add("X-Order", "flex-1")));
		}

		@Bean
		@Order(2)
		RestClientCustomizer secondRest() {
			return (rest) -> rest.defaultHeaders((headers) -> headers.add("X-Order", "rest-2"));
		}

		@Bean
		@Order(1)
		RestClientCustomizer firstRest() {
			return (rest) -> rest.defaultHeaders((headers) -> headers.add("X-Order", "rest-1"));
		}

	}

}
