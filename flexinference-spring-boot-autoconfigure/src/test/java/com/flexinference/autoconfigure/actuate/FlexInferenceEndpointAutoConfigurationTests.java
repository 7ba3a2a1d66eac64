package com.flexinference.autoconfigure.actuate;

import java.time.Duration;

import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.actuate.FlexInferenceEndpoint.AnswerDescriptor;
import com.flexinference.autoconfigure.actuate.FlexInferenceEndpoint.FlexInferenceDescriptor;
import com.flexinference.autoconfigure.actuate.FlexInferenceEndpoint.OverrideDescriptor;
import com.flexinference.autoconfigure.actuate.FlexInferenceEndpoint.ProblemDescriptor;
import com.flexinference.autoconfigure.actuate.FlexInferenceEndpoint.ServicePart;
import com.flexinference.autoconfigure.router.LocalRouterAutoConfiguration;
import com.flexinference.autoconfigure.template.FlexInferenceTemplateAutoConfiguration;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.StartWithin;
import com.flexinference.router.LocalRouter;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FlexInferenceEndpointAutoConfiguration} and
 * {@link FlexInferenceEndpoint}.
 */
class FlexInferenceEndpointAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(FlexInferenceAutoConfiguration.class, LocalRouterAutoConfiguration.class,
						FlexInferenceTemplateAutoConfiguration.class, FlexInferenceEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=flexinference", "flexinference.model=gpt-5",
				"flexinference.start-within=30s", "flexinference.timeout.start=7s",
				"flexinference.retry.max-attempts=2");

	private final ApplicationContextRunner localRunner = this.contextRunner
		.withPropertyValues("flexinference.local-router.preferred=true");

	@Test
	void describesClientWithFingerprintOfKey() {
		this.contextRunner.withPropertyValues("flexinference.api-key=flex_live_abc").run((context) -> {
			FlexInferenceDescriptor descriptor = context.getBean(FlexInferenceEndpoint.class).flexInference();
			FlexInferenceClient.Settings client = descriptor.clients().get("flexInferenceClient");
			assertThat(client).returns("https://api.flexinference.com/v1", FlexInferenceClient.Settings::baseUrl)
				.returns("8e87dc45", FlexInferenceClient.Settings::keyFingerprint)
				.returns("gpt-5", FlexInferenceClient.Settings::model)
				.returns(StartWithin.parse("30s"), FlexInferenceClient.Settings::startWithin)
				.returns(2, FlexInferenceClient.Settings::maxAttempts);
			assertThat(client.timeouts().start()).isEqualTo(Duration.ofSeconds(7));
			assertThat(descriptor.override()).isNull();
		});
	}

	@Test
	void overrides() {
		this.localRunner.run((context) -> {
			FlexInferenceEndpoint endpoint = context.getBean(FlexInferenceEndpoint.class);
			assertThat(endpoint.override(SecurityContext.NONE, " priority ").getStatus()).isEqualTo(204);
			assertThat(endpoint.flexInference().override()).isEqualTo(new OverrideDescriptor(StartWithin.PRIORITY));
			context.getBean(FlexInferenceTemplate.class).ask("Hi").text();
			assertThat(endpoint.clearOverride(SecurityContext.NONE).getStatus()).isEqualTo(204);
			assertThat(endpoint.flexInference().override()).isNull();
			context.getBean(FlexInferenceTemplate.class).ask("Hi").text();
			LocalRouter router = context.getBean(LocalRouter.class);
			assertThat(router.takeRequest().startWithin()).isEqualTo("priority");
			assertThat(router.takeRequest().startWithin()).isEqualTo("00h-00m-30s");
		});
	}

	@Test
	void nothingToOverrideWithoutTemplate() {
		this.contextRunner.withBean("one", FlexInferenceClient.class, () -> FlexInferenceClient.create("flex_live_1"))
			.withBean("two", FlexInferenceClient.class, () -> FlexInferenceClient.create("flex_live_2"))
			.run((context) -> {
				FlexInferenceEndpoint endpoint = context.getBean(FlexInferenceEndpoint.class);
				assertThat(endpoint.flexInference().clients()).containsOnlyKeys("one", "two");
				assertThat(endpoint.override(SecurityContext.NONE, "default").getBody()).isEqualTo(
						new ProblemDescriptor("There is no override, because there is no StartWithinOverride bean."));
			});
	}

	@Test
	void modelsAndLimitsAreAskedForOnce() {
		this.localRunner.run((context) -> {
			FlexInferenceEndpoint endpoint = context.getBean(FlexInferenceEndpoint.class);
			JsonNode models = JsonMapper.shared().valueToTree(endpoint.service(ServicePart.MODELS));
			JsonNode limits = JsonMapper.shared().valueToTree(endpoint.service(ServicePart.LIMITS));
			assertThat(models.at("/clients/flexInferenceClient/answer/0/id").asString()).isNotEmpty();
			assertThat(limits.at("/clients/flexInferenceClient/answer/object").asString()).isEqualTo("limits");
			endpoint.service(ServicePart.MODELS);
			endpoint.service(ServicePart.LIMITS);
			assertThat(context.getBean(LocalRouter.class).requests()).hasSize(2);
		});
	}

	@Test
	void errorOfTheServiceIsTold() {
		try (StubService service = StubService.answering(401, "{'error':{'message':'No','code':'revoked_api_key'}}")) {
			this.contextRunner.withPropertyValues("flexinference.api-key=flex_live_abc", service.property())
				.run((context) -> assertThat(
						context.getBean(FlexInferenceEndpoint.class).service(ServicePart.LIMITS).clients().values())
					.singleElement()
					.returns("revoked_api_key", AnswerDescriptor::error)
					.returns(null, AnswerDescriptor::answer));
		}
	}

	@Test
	void statisticsNeedObservationsAndMeters() {
		ApplicationContextRunner observed = this.localRunner.withBean(ObservationRegistry.class,
				ObservationRegistry::create);
		observed.run((context) -> assertThat(context.getBean(FlexInferenceEndpoint.class).flexInference().statistics())
			.isNotNull());
		this.localRunner
			.run((context) -> assertThat(context.getBean(FlexInferenceEndpoint.class).flexInference().statistics())
				.isNull());
		observed.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context.getBean(FlexInferenceEndpoint.class).flexInference().statistics())
				.isNull());
	}

	@Test
	void notExposed() {
		this.localRunner.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).doesNotHaveBean(FlexInferenceEndpoint.class));
	}

	@Test
	void noAccess() {
		this.localRunner.withPropertyValues("management.endpoint.flexinference.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(FlexInferenceEndpoint.class));
	}

}
