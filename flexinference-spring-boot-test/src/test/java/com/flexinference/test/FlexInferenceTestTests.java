package com.flexinference.test;

import java.util.concurrent.Executor;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.router.LocalRouter;
import com.flexinference.template.FlexInferenceTemplate;
import com.flexinference.test.app.Haikus;
import com.flexinference.test.app.OtherService;
import com.flexinference.test.app.Weather;

import static com.flexinference.router.test.LocalRouterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FlexInferenceTest @FlexInferenceTest}.
 */
@FlexInferenceTest(components = Haikus.class, properties = "haikus.window=20s")
class FlexInferenceTestTests {

	@Autowired
	private ApplicationContext context;

	@Autowired
	private LocalRouter router;

	@Autowired
	private Haikus haikus;

	@Test
	void componentTalksToLocalRouter() {
		assertThat(this.haikus.write("GPUs")).isNotEmpty();
		assertThat(this.router).lastRequest().hasModel("gpt-5.5").hasStartWithin("00h-00m-20s");
	}

	@Test
	void stateDoesNotOutliveTestMethod() {
		componentTalksToLocalRouter();
		assertThat(this.router).hasRequests(1);
	}

	@Test
	void onlyBeansOfOursAreLoaded() {
		assertThat(this.context.getBean(FlexInferenceClient.class)).isNotNull();
		assertThat(this.context.getBean(FlexInferenceTemplate.class)).isNotNull();
		assertThat(this.context.getBean(JsonMapper.class)).isNotNull();
		assertThat(this.context.getBean("applicationTaskExecutor", Executor.class)).isNotNull();
		assertThat(this.context.getBeanNamesForType(RestClientAutoConfiguration.class)).isEmpty();
		assertThat(this.context.getBeanNamesForType(OtherService.class)).isEmpty();
	}

	@Test
	void customizersAndJacksonComponentsAreScanned() {
		this.haikus.write("GPUs");
		assertThat(this.router).lastRequest().hasHeader("X-Team", "poets");
		assertThat(this.context.getBean(Weather.Serializer.class)).isNotNull();
	}

	@Test
	void apiKeyOfApplicationIsNotUsed(@Autowired Environment environment) {
		assertThat(environment.getProperty("flexinference.api-key")).isEqualTo("flex_live_of_the_application");
		this.haikus.write("GPUs");
		assertThat(this.router).lastRequest().hasHeader("Authorization", "Bearer flex_local");
	}

}
