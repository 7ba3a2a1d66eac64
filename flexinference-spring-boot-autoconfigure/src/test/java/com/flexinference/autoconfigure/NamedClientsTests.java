package com.flexinference.autoconfigure;

import java.time.Duration;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.BeanDefinitionOverrideException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import com.flexinference.autoconfigure.actuate.FlexInferenceHealthContributorAutoConfiguration;
import com.flexinference.autoconfigure.metrics.FlexInferenceMetricsAutoConfiguration;
import com.flexinference.autoconfigure.observation.FlexInferenceObservationAutoConfiguration;
import com.flexinference.autoconfigure.router.LocalRouterAutoConfiguration;
import com.flexinference.autoconfigure.template.FlexInferenceTemplateAutoConfiguration;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.InvalidConfigurationException;
import com.flexinference.client.StartWithin;
import com.flexinference.client.transport.Timeouts;
import com.flexinference.router.LocalRouter;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the clients that {@link NamedClientsRegistrar} registers.
 */
class NamedClientsTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FlexInferenceAutoConfiguration.class,
				LocalRouterAutoConfiguration.class, FlexInferenceTemplateAutoConfiguration.class))
		.withPropertyValues("flexinference.api-key=flex_live_one", "flexinference.model=gpt-5",
				"flexinference.base-url=https://flex.example.com", "flexinference.timeout.start=90s",
				"flexinference.timeout.idle=20s");

	private final ApplicationContextRunner routerRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FlexInferenceAutoConfiguration.class,
				LocalRouterAutoConfiguration.class, FlexInferenceTemplateAutoConfiguration.class,
				FlexInferenceHealthContributorAutoConfiguration.class, FlexInferenceMetricsAutoConfiguration.class,
				FlexInferenceObservationAutoConfiguration.class, ObservationAutoConfiguration.class,
				MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class))
		.withPropertyValues("flexinference.api-key=flex_live_one", "flexinference.model=gpt-5",
				"flexinference.start-within=30s", "flexinference.local-router.preferred=true");

	@Test
	void clientIsInjectedByItsName() {
		this.contextRunner.withPropertyValues("flexinference.clients.search.api-key=flex_live_two")
			.withBean(Injected.class)
			.run((context) -> {
				Injected injected = context.getBean(Injected.class);
				assertThat(injected.first).isSameAs(context.getBean("flexInferenceClient"));
				assertThat(injected.search).isSameAs(context.getBean("search"));
				assertThat(injected.firstTemplate).isSameAs(context.getBean("flexInferenceTemplate"));
				assertThat(injected.searchTemplate).isSameAs(context.getBean("searchTemplate"));
				assertThat(injected.search.settings().keyFingerprint()).isNotNull()
					.isNotEqualTo(injected.first.settings().keyFingerprint());
			});
	}

	@Test
	void whatIsNotSetIsThatOfTheFirstClient() {
		this.contextRunner.withPropertyValues("flexinference.clients.search.api-key=flex_live_two").run((context) -> {
			FlexInferenceClient.Settings first = context.getBean(FlexInferenceClient.class).settings();
			assertThat(context.getBean("search", FlexInferenceClient.class).settings()).usingRecursiveComparison()
				.ignoringFields("keyFingerprint")
				.isEqualTo(first);
		});
	}

	@Test
	void whatIsSetIsUsed() {
		this.contextRunner
			.withPropertyValues("flexinference.clients.search.api-key=flex_live_two",
					"flexinference.clients.search.base-url=https://search.example.com",
					"flexinference.clients.search.model=gpt-5-mini", "flexinference.clients.search.start-within=2m",
					"flexinference.clients.search.timeout.idle=30")
			.run((context) -> {
				FlexInferenceClient.Settings settings = context.getBean("search", FlexInferenceClient.class).settings();
				assertThat(settings).returns("https://search.example.com/v1", FlexInferenceClient.Settings::baseUrl)
					.returns("gpt-5-mini", FlexInferenceClient.Settings::model)
					.returns(StartWithin.parse("2m"), FlexInferenceClient.Settings::startWithin)
					.returns(Timeouts.defaults().withStart(Duration.ofSeconds(90)).withIdle(Duration.ofSeconds(30)),
							FlexInferenceClient.Settings::timeouts);
				assertThat(context.getBean(FlexInferenceClient.class).settings().model()).isEqualTo("gpt-5");
			});
	}

	@Test
	void emptyClientHasThePropertiesOfOtherSources() {
		this.contextRunner
			.withPropertyValues("flexinference.clients.search=", "flexinference.clients.search.api-key=flex_live_two")
			.run((context) -> assertThat(context.getBean("search", FlexInferenceClient.class).settings().model())
				.isEqualTo("gpt-5"));
	}

	@Test
	void environmentVariablesDescribeClients() {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("FLEXINFERENCE_CLIENTS_SEARCH_API_KEY", "flex_live_two",
								"FLEXINFERENCE_CLIENTS_SEARCH_MODEL", "gpt-5-mini"))))
			.run((context) -> assertThat(context.getBean("search", FlexInferenceClient.class).settings().model())
				.isEqualTo("gpt-5-mini"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ',', quoteCharacter = '"',
			value = { "model=gpt-5-mini, 'flexinference.clients.search.api-key', FLEXINFERENCE_CLIENTS_SEARCH_API_KEY",
					"api-key=, 'flexinference.clients.search.api-key', FLEXINFERENCE_CLIENTS_SEARCH_API_KEY",
					"api-key=${MISSING}, 'flexinference.clients.search.api-key', '${MISSING}'",
					"api-key='x', 'flexinference.clients.search.api-key', quotes",
					"api-key=two words, 'flexinference.clients.search.api-key', contains a space",
					"api-key=x|flexinference.clients.search.base-url=https://a.example/v2, "
							+ "'flexinference.clients.search.base-url', has only" })
	void mistakeNamesThePropertyOfTheClient(String property, String name, String reason) {
		this.contextRunner.withPropertyValues(("flexinference.clients.search." + property).split("\\|"))
			.run((context) -> assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
				.isInstanceOf(InvalidConfigurationException.class)
				.hasMessageContaining(name)
				.hasMessageContaining(reason));
	}

	@ParameterizedTest
	@ValueSource(strings = { "my-search", "mySearch" })
	void placeholderIsProposedWhereAVariableCannotNameTheClient(String name) {
		this.contextRunner.withPropertyValues("flexinference.clients." + name + ".model=gpt-5-mini")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(
						"Set 'flexinference.clients." + name + ".api-key', for instance to the placeholder")
				.hasMessageNotContaining("FLEXINFERENCE_CLIENTS"));
	}

	@Test
	void timeoutNamesThePropertyOfTheClient() {
		this.contextRunner
			.withPropertyValues("flexinference.clients.search.api-key=flex_live_two",
					"flexinference.clients.search.timeout.idle=0s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("flexinference.clients.search.timeout.idle")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[a/b]", "[a b]", "default", "environment", "messageSource" })
	void nameThatCannotBeThatOfAClient(String name) {
		this.contextRunner
			.withPropertyValues(
					"flexinference.clients" + (name.startsWith("[") ? "" : ".") + name + ".api-key=flex_live_two")
			.run((context) -> assertThat(context.getStartupFailure()).isInstanceOf(InvalidConfigurationException.class)
				.hasMessageContaining("cannot be that of a client")
				.hasMessageContaining("only letters, digits"));
	}

	@Test
	void nameCannotHaveAValue() {
		this.contextRunner.withPropertyValues("flexinference.clients.search=flex_live_two")
			.run((context) -> assertThat(context.getStartupFailure()).isInstanceOf(InvalidConfigurationException.class)
				.hasMessageContaining("'flexinference.clients.search.api-key'")
				.hasMessageNotContaining("flex_live_two"));
	}

	@Test
	void nameOfAnotherBeanIsRefused() {
		this.contextRunner.withPropertyValues("flexinference.clients.search.api-key=flex_live_two")
			.withAllowBeanDefinitionOverriding(false)
			.withBean("search", String.class, () -> "another")
			.run((context) -> assertThat(context).getFailure().isInstanceOf(BeanDefinitionOverrideException.class));
	}

	@Test
	void customizersApply() {
		this.contextRunner.withPropertyValues("flexinference.clients.search.api-key=flex_live_two")
			.withBean(FlexInferenceClientCustomizer.class, () -> (builder) -> builder.maxAttempts(3))
			.run((context) -> assertThat(context.getBean("search", FlexInferenceClient.class).settings().maxAttempts())
				.isEqualTo(3));
	}

	@Test
	void connectionDetailsOfTheApplicationAreThoseOfTheFirstClient() {
		this.contextRunner.withPropertyValues("flexinference.clients.search.api-key=flex_live_two")
			.withBean(FlexInferenceConnectionDetails.class, () -> () -> "flex_live_three")
			.run((context) -> assertThat(
					context.getBean("search", FlexInferenceClient.class).settings().keyFingerprint())
				.isNotEqualTo(context.getBean(FlexInferenceClient.class).settings().keyFingerprint()));
	}

	@Test
	void localRouterStandsInForAll() {
		this.routerRunner.withPropertyValues("flexinference.clients.search.api-key=flex_live_two").run((context) -> {
			context.getBean("search", FlexInferenceClient.class).limits();
			assertThat(context.getBean(LocalRouter.class).takeRequest().header("Authorization"))
				.isEqualTo("Bearer flex_local");
		});
	}

	@Test
	void localRouterDoesNotStandInIfAClientHasAKey() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LocalRouterAutoConfiguration.class, FlexInferenceAutoConfiguration.class))
			.withPropertyValues("flexinference.clients.search.api-key=flex_live_two")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("No FlexInference API key is set. Set 'flexinference.api-key'"));
	}

	@Test
	void healthHasAnEntryForEach() {
		this.routerRunner.withPropertyValues("flexinference.clients.search.api-key=flex_live_two")
			.run((context) -> assertThat(context.getBean(CompositeHealthContributor.class).stream())
				.extracting(HealthContributors.Entry::name)
				.containsExactlyInAnyOrder("flexInferenceClient", "search"));
	}

	@Test
	void metersNameTheClient() {
		this.routerRunner.withPropertyValues("flexinference.clients.search.api-key=flex_live_two").run((context) -> {
			context.getBean("searchTemplate", FlexInferenceTemplate.class).ask("Hi").text();
			context.getBean(FlexInferenceTemplate.class).ask("Hi").text();
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			for (String meter : new String[] { "requests", "start", "tokens", "cost", "retries" }) {
				assertThat(registry.get("flexinference.client." + meter).meters())
					.extracting((found) -> found.getId().getTag("flexinference.client"))
					.contains("default", "search");
			}
		});
	}

	static class Injected {

		private final FlexInferenceClient first;

		private final FlexInferenceClient search;

		private final FlexInferenceTemplate firstTemplate;

		private final FlexInferenceTemplate searchTemplate;

		Injected(FlexInferenceClient first, @Qualifier("search") FlexInferenceClient search,
				FlexInferenceTemplate firstTemplate,
				@Qualifier("searchTemplate") FlexInferenceTemplate searchTemplate) {
			this.first = first;
			this.search = search;
			this.firstTemplate = firstTemplate;
			this.searchTemplate = searchTemplate;
		}

	}

}
