package com.flexinference.autoconfigure.actuate;

import java.util.List;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.autoconfigure.actuate.FlexInferenceEndpoint.ServicePart;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that neither key nor prompt nor answer is shown by health, endpoint or meters.
 */
class ActuatorSecrecyTests {

	private static final String ANSWER = "{'id':'r','output':[{'type':'message','content':[{'type':'output_text',"
			+ "'text':'TheAnswer'}]}],'service_tier':'TheAnswer is text','usage':{'input_tokens':1,'output_tokens':2}}";

	private static final String ERROR = "{'error':{'message':'TheKey ThePrompt TheAnswer','code':'No ThePrompt',"
			+ "'flexinference':{'code':'No ThePrompt','doc_url':'https://x/TheAnswer %s'}}}";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("flexinference.api-key=flex_live_TheKey", "flexinference.model=gpt-5",
				"flexinference.start-within=30s", "management.endpoints.web.exposure.include=*");

	@Test
	void answerIsNotShown() {
		try (StubService service = StubService.answeringCalls(ANSWER)) {
			this.contextRunner.withPropertyValues(service.property())
				.run((context) -> assertThat(shown(context)).hasSize(6)
					.allSatisfy(ActuatorSecrecyTests::assertThatNothingIsSaid));
		}
	}

	@Test
	void errorIsNotShown() {
		String error = ERROR.formatted("a".repeat(300));
		try (StubService service = StubService.answering(401, error)) {
			this.contextRunner.withPropertyValues(service.property())
				.run((context) -> assertThat(shown(context)).hasSize(6)
					.allSatisfy(ActuatorSecrecyTests::assertThatNothingIsSaid));
		}
	}

	@Test
	void keyIsMaskedWhereValuesAreShown() {
		this.contextRunner
			.withPropertyValues("management.endpoint.env.show-values=always",
					"management.endpoint.configprops.show-values=always", "flexinference.http.proxy.host=proxy",
					"flexinference.http.proxy.port=1", "flexinference.http.proxy.password=TheKey")
			.run((context) -> {
				String environment = json(context.getBean(EnvironmentEndpoint.class).environment(null));
				String properties = json(
						context.getBean(ConfigurationPropertiesReportEndpoint.class).configurationProperties());
				assertThat(environment).contains("flexinference.api-key", "gpt-5").doesNotContain("TheKey");
				assertThat(properties).contains("apiKey", "gpt-5").doesNotContain("TheKey");
			});
	}

	private static List<String> shown(ApplicationContext context) {
		FlexInferenceClient client = context.getBean(FlexInferenceClient.class);
		catchThrowable(() -> client.responses().create(FlexRequest.of((r) -> r.user("ThePrompt"))));
		FlexInferenceEndpoint endpoint = context.getBean(FlexInferenceEndpoint.class);
		String statistics = json(endpoint.flexInference());
		assertThat(statistics).contains("\"count\":1");
		return List.of(context.getBean("flexinferenceHealthContributor", HealthIndicator.class).health().toString(),
				statistics, json(endpoint.service(ServicePart.MODELS)), json(endpoint.service(ServicePart.LIMITS)),
				context.getBean(PrometheusMeterRegistry.class).scrape(), client.settings().toString());
	}

	private static String json(Object descriptor) {
		return JsonMapper.shared().writeValueAsString(descriptor);
	}

	private static void assertThatNothingIsSaid(String shown) {
		assertThat(shown).isNotEmpty().doesNotContain("TheKey", "ThePrompt", "TheAnswer");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
