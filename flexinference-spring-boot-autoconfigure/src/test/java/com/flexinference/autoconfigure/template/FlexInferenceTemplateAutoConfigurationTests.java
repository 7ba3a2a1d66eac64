package com.flexinference.autoconfigure.template;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.router.LocalRouterAutoConfiguration;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.StartWithin;
import com.flexinference.router.LocalRouter;
import com.flexinference.template.DeadlineExceededException;
import com.flexinference.template.FlexInference;
import com.flexinference.template.FlexInferenceScope;
import com.flexinference.template.FlexInferenceTemplate;
import com.flexinference.template.StartWithinOverride;
import com.flexinference.template.declared.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FlexInferenceTemplateAutoConfiguration}.
 */
class FlexInferenceTemplateAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(FlexInferenceAutoConfiguration.class,
			LocalRouterAutoConfiguration.class, FlexInferenceAnnotationAutoConfiguration.class,
			FlexInferenceTemplateAutoConfiguration.class);

	private static final String[] PROPERTIES = { "flexinference.local-router.preferred=true",
			"flexinference.model=gpt-5", "flexinference.start-within=10m" };

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withPropertyValues(PROPERTIES);

	private final WebApplicationContextRunner webRunner = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withPropertyValues(PROPERTIES);

	@Test
	void template() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(FlexInferenceTemplate.class));
	}

	@Test
	void templateOfTheApplication() {
		FlexInferenceTemplate own = FlexInferenceTemplate.create(FlexInferenceClient.create("flex_live_own"));
		this.contextRunner.withBean(FlexInferenceTemplate.class, () -> own)
			.run((context) -> assertThat(context.getBean(FlexInferenceTemplate.class)).isSameAs(own));
	}

	@Test
	void answersAreReadByTheMapperOfTheApplication() {
		this.contextRunner
			.withBean(JsonMapper.class,
					() -> JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build())
			.run((context) -> {
				assertThat(context.getBean(FlexInferenceTemplate.class).responses("Hi").as(Address.class).streetName())
					.isNotBlank();
				assertThat(context.getBean(LocalRouter.class).takeRequest().json().toString()).contains("street_name");
			});
	}

	@Test
	void declaredClientHasPlaceholders() {
		this.contextRunner.withPropertyValues("app.language=Danish").run((context) -> {
			context.getBean(FlexInferenceTemplate.class).createClient(Contracts.class).summarize("text");
			assertThat(context.getBean(LocalRouter.class).takeRequest().json().path("input").asString())
				.isEqualTo("Summarize in Danish: text");
		});
	}

	@Test
	void override() {
		this.contextRunner.run((context) -> {
			context.getBean(StartWithinOverride.class).set(StartWithin.PRIORITY);
			context.getBean(FlexInferenceTemplate.class).ask("Hi").text();
			assertThat(context.getBean(LocalRouter.class).takeRequest().startWithin()).isEqualTo("priority");
		});
	}

	@Test
	void overrideIsMeasured() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = new SimpleMeterRegistry();
			context.getBean(MeterBinder.class).bindTo(registry);
			Gauge gauge = registry.get("flexinference.template.override").gauge();
			assertThat(gauge.value()).isZero();
			context.getBean(StartWithinOverride.class).set(StartWithin.DEFAULT);
			assertThat(gauge.value()).isOne();
		});
	}

	@Test
	void generationAllowance() {
		this.webRunner
			.withPropertyValues("flexinference.template.generation-allowance=5s",
					"flexinference.template.deadline-header=X-Left")
			.withBean(InstantSource.class, () -> Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
			.run((context) -> assertThat(sent(context, "60000")).isEqualTo("00h-00m-55s"));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "60000, 00h-00m-30s", "10000, default", "soon, 00h-10m-00s",
			"-5, 00h-10m-00s", "-, 00h-10m-00s", "99999999999999999999, 00h-10m-00s" })
	void deadlineFromHeader(String value, String sent) {
		this.webRunner.withPropertyValues("flexinference.template.deadline-header=X-Left")
			.withBean(InstantSource.class, () -> Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
			.run((context) -> assertThat(sent(context, value)).isEqualTo(sent));
	}

	@Test
	void deadlineThatIsOver() {
		this.webRunner.withPropertyValues("flexinference.template.deadline-header=X-Left")
			.run((context) -> assertThatExceptionOfType(DeadlineExceededException.class)
				.isThrownBy(() -> sent(context, "0"))
				.withMessageContaining("the request (X-Left)"));
	}

	@Test
	void noFilterWithoutProperty() {
		this.webRunner.run((context) -> assertThat(context).doesNotHaveBean(DeadlineHeaderFilter.class));
	}

	@Test
	void noFilterWithoutServlets() {
		this.contextRunner.withPropertyValues("flexinference.template.deadline-header=X-Left")
			.withClassLoader(new FilteredClassLoader("jakarta.servlet"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DeadlineHeaderFilter.class));
	}

	@Test
	void worksWithoutOptionalLibraries() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader("jakarta.servlet", "io.micrometer.context", "io.micrometer.core"))
			.run((context) -> assertThat(context.getBean(FlexInferenceTemplate.class).ask("Hi").text()).isNotBlank());
	}

	private static String sent(ApplicationContext context, String value) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest();
		if (value != null) {
			request.addHeader("X-Left", value);
		}
		Supplier<String> call = () -> context.getBean(FlexInferenceTemplate.class).ask("Hi").text();
		FilterChain chain = (servletRequest, servletResponse) -> call.get();
		context.getBean(DeadlineHeaderFilter.class).doFilter(request, new MockHttpServletResponse(), chain);
		assertThat(FlexInferenceScope.current()).isSameAs(FlexInferenceScope.NONE);
		return context.getBean(LocalRouter.class).takeRequest().startWithin();
	}

	record Address(String streetName) {

	}

	interface Contracts {

		@Prompt("Summarize in ${app.language}: {text}")
		@FlexInference(startWithin = "30s")
		String summarize(String text);

	}

}
