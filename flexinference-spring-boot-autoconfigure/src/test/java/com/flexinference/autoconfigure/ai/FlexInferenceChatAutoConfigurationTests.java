package com.flexinference.autoconfigure.ai;

import java.util.List;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.observation.ChatModelObservationConvention;
import org.springframework.ai.chat.observation.DefaultChatModelObservationConvention;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import com.flexinference.ai.FlexInferenceChatModel;
import com.flexinference.ai.FlexInferenceChatOptions;
import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.router.LocalRouterAutoConfiguration;
import com.flexinference.autoconfigure.template.FlexInferenceTemplateAutoConfiguration;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;
import com.flexinference.template.FlexInferenceScope;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FlexInferenceChatAutoConfiguration}.
 */
class FlexInferenceChatAutoConfigurationTests {

	private static final String SELECTED = "spring.ai.model.chat=";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(FlexInferenceAutoConfiguration.class, FlexInferenceChatAutoConfiguration.class,
						FlexInferenceTemplateAutoConfiguration.class, LocalRouterAutoConfiguration.class,
						ChatClientAutoConfiguration.class, ToolCallingAutoConfiguration.class))
		.withPropertyValues("flexinference.model=gpt-5-nano", "flexinference.start-within=30s");

	@Test
	void chatClientCalls() {
		this.contextRunner.run((context) -> {
			assertThat(ask(context)).isEqualTo("1 2 3.");
			RecordedRequest request = context.getBean(LocalRouter.class).takeRequest();
			assertThat(request.path()).isEqualTo("/v1/responses");
			assertThat(request.json().path("model").asString()).isEqualTo("gpt-5-nano");
			assertThat(request.startWithin()).isEqualTo("00h-00m-30s");
		});
	}

	@Test
	void chatClientCallsTools() {
		this.contextRunner.run((context) -> assertThat(context.getBean(ChatClient.Builder.class)
			.build()
			.prompt("Ask weather about Oslo")
			.tools(new Forecast())
			.call()
			.content()).contains("7 degrees"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "flexinference", "FlexInference" })
	void modelIsSelected(String selected) {
		this.contextRunner.withPropertyValues(SELECTED + selected)
			.run((context) -> assertThat(context).hasSingleBean(FlexInferenceChatModel.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "openai" })
	void otherModelIsSelected(String selected) {
		this.contextRunner.withPropertyValues(SELECTED + selected)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(FlexInferenceTemplate.class)
				.doesNotHaveBean(FlexInferenceChatModel.class)
				.doesNotHaveBean(FlexInferenceAiProperties.class));
	}

	@Test
	void withoutLibraryThereIsNoModel() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("com.flexinference.ai"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(FlexInferenceTemplate.class)
				.doesNotHaveBean(FlexInferenceChatAutoConfiguration.class));
	}

	@Test
	void withoutTemplateThereIsNoModel() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(FlexInferenceChatAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ChatModel.class));
	}

	@Test
	void propertiesAreOptions() {
		this.contextRunner
			.withPropertyValues("flexinference.ai.format=chat-completions", "flexinference.ai.temperature=0.3",
					"flexinference.ai.top-p=0.9")
			.run((context) -> {
				ask(context);
				RecordedRequest request = context.getBean(LocalRouter.class).takeRequest();
				assertThat(request.path()).isEqualTo("/v1/chat/completions");
				assertThat(request.json().path("temperature").doubleValue()).isEqualTo(0.3);
				assertThat(request.json().path("top_p").doubleValue()).isEqualTo(0.9);
			});
	}

	@Test
	void scopePrecedesProperties() {
		this.contextRunner
			.withPropertyValues("flexinference.ai.format=chat-completions", "flexinference.ai.temperature=0.3")
			.run((context) -> {
				FlexInferenceScope scope = FlexInferenceScope.of((request) -> request.temperature(0.5))
					.withFormat(CallerFormat.INTERACTIONS);
				FlexInferenceScope.with(scope, () -> ask(context));
				RecordedRequest request = context.getBean(LocalRouter.class).takeRequest();
				assertThat(request.path()).isEqualTo("/v1/interactions");
				assertThat(request.json().at("/generation_config/temperature").doubleValue()).isEqualTo(0.5);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "temperature=-0.1", "temperature=2.1", "temperature=NaN", "top-p=1.1" })
	void propertyOutOfRangeIsRefused(String property) {
		this.contextRunner.withPropertyValues("flexinference.ai." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("flexinference.ai." + property.substring(0, property.indexOf('='))));
	}

	@Test
	void optionsAreUnsetByDefault() {
		this.contextRunner.run((context) -> {
			ask(context);
			assertThat(context.getBean(LocalRouter.class).takeRequest().json().propertyNames())
				.doesNotContain("temperature", "top_p");
		});
	}

	@Test
	void modelOfUserReplacesOurs() {
		this.contextRunner.withUserConfiguration(OwnModel.class)
			.run((context) -> assertThat(context.getBean(FlexInferenceChatModel.class).getOptions().getFormat())
				.isEqualTo(CallerFormat.MESSAGES));
	}

	@Test
	void modelOfUserCanDecorateOurs() {
		this.contextRunner.withUserConfiguration(Decorator.class)
			.run((context) -> assertThat(ask(context)).isEqualTo("decorated"));
	}

	@Test
	void callIsObserved() {
		observed().run((context) -> {
			ask(context);
			observations(context).hasObservationWithNameEqualTo("gen_ai.client.operation")
				.that()
				.hasBeenStopped()
				.hasLowCardinalityKeyValue("gen_ai.system", "flexinference")
				.hasLowCardinalityKeyValue("gen_ai.request.model", "gpt-5-nano");
		});
	}

	@Test
	void optionsShowTheDefaults() {
		observed().withPropertyValues("flexinference.ai.temperature=0.3", "flexinference.ai.top-p=0.9")
			.run((context) -> {
				ChatOptions options = context.getBean(ChatModel.class).getOptions();
				assertThat(options.getModel()).isEqualTo("gpt-5-nano");
				assertThat(options.getTemperature()).isEqualTo(0.3);
				assertThat(options.getTopP()).isEqualTo(0.9);
				FlexInferenceScope.with(FlexInferenceScope.of((request) -> request.model("gpt-5.5").temperature(0.5)),
						() -> context.getBean(ChatModel.class).call(new Prompt("Count to 3", options)));
				RecordedRequest request = context.getBean(LocalRouter.class).takeRequest();
				assertThat(request.json().path("model").asString()).isEqualTo("gpt-5.5");
				assertThat(request.json().path("temperature").doubleValue()).isEqualTo(0.5);
				observations(context).hasObservationWithNameEqualTo("gen_ai.client.operation")
					.that()
					.hasLowCardinalityKeyValue("gen_ai.request.model", "gpt-5.5")
					.hasHighCardinalityKeyValue("gen_ai.request.temperature", "0.5")
					.hasHighCardinalityKeyValue("gen_ai.request.top_p", "0.9");
			});
	}

	@Test
	void conventionCanBeReplaced() {
		observed().withBean(ChatModelObservationConvention.class, NamedConvention::new).run((context) -> {
			ask(context);
			observations(context).hasObservationWithNameEqualTo("chat");
		});
	}

	private ApplicationContextRunner observed() {
		return this.contextRunner.withBean(TestObservationRegistry.class, TestObservationRegistry::create);
	}

	private static String ask(AssertableApplicationContext context) {
		return context.getBean(ChatClient.Builder.class).build().prompt("Count to 3").call().content();
	}

	private static TestObservationRegistryAssert observations(AssertableApplicationContext context) {
		return TestObservationRegistryAssert
			.assertThat((TestObservationRegistry) context.getBean(ObservationRegistry.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnModel {

		@Bean
		FlexInferenceChatModel ownModel(FlexInferenceTemplate template) {
			return FlexInferenceChatModel.builder(template)
				.options(FlexInferenceChatOptions.builder().format(CallerFormat.MESSAGES).build())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Decorator {

		@Bean
		@Primary
		ChatModel decorator(FlexInferenceChatModel model) {
			return (prompt) -> {
				model.call(prompt);
				return new ChatResponse(List.of(new Generation(new AssistantMessage("decorated"))));
			};
		}

	}

	static class NamedConvention extends DefaultChatModelObservationConvention {

		@Override
		public String getName() {
			return "chat";
		}

		@Override
		public String getContextualName(ChatModelObservationContext context) {
			return "chat";
		}

	}

	static class Forecast {

		@Tool(description = "Tells the weather")
		String weather(String city) {
			return "7 degrees";
		}

	}

}
