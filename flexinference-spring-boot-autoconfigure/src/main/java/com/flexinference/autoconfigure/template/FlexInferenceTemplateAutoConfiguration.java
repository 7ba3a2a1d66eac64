package com.flexinference.autoconfigure.template;

import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.Filter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.internal.PropertyValues;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.template.FlexInferenceTemplate;
import com.flexinference.template.StartWithinOverride;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link FlexInferenceTemplate}.
 */
@AutoConfiguration(after = { FlexInferenceAutoConfiguration.class, TaskExecutionAutoConfiguration.class })
@ConditionalOnSingleCandidate(FlexInferenceClient.class)
@EnableConfigurationProperties(FlexInferenceTemplateProperties.class)
@Import({ DeclaredClientRegistrar.class, NamedTemplatesRegistrar.class })
public final class FlexInferenceTemplateAutoConfiguration {

	private static final String EXECUTOR = "flexInferenceTaskExecutor";

	@Bean
	@ConditionalOnMissingBean
	StartWithinOverride flexInferenceStartWithinOverride() {
		return new StartWithinOverride();
	}

	@Bean
	TemplateFactory flexInferenceTemplateFactory(FlexInferenceTemplateProperties properties,
			StartWithinOverride override, ObjectProvider<InstantSource> clock,
			@Qualifier(EXECUTOR) ObjectProvider<Executor> executor, ObjectProvider<JsonMapper> mapper,
			ConfigurableBeanFactory beanFactory, ObjectProvider<FlexInferenceTemplateCustomizer> customizers) {
		PropertyValues.checkTime("flexinference.template.generation-allowance", properties.generationAllowance());
		return (client) -> {
			FlexInferenceTemplate.Builder builder = FlexInferenceTemplate.builder(client).override(override);
			PropertyMapper map = PropertyMapper.get();
			map.from(properties::format).to(builder::format);
			map.from(properties::generationAllowance).to(builder::generationAllowance);
			clock.ifUnique(builder::clock);
			executor.ifAvailable(builder::executor);
			mapper.ifUnique(builder::jsonMapper);
			builder.placeholders(new EmbeddedValueResolver(beanFactory));
			customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
			return builder.build();
		};
	}

	@Bean
	@ConditionalOnMissingBean
	FlexInferenceTemplate flexInferenceTemplate(FlexInferenceClient client, TemplateFactory templates) {
		return templates.create(client);
	}

	@Bean(name = EXECUTOR, defaultCandidate = false)
	@ConditionalOnBean(SimpleAsyncTaskExecutorBuilder.class)
	@ConditionalOnMissingBean(name = EXECUTOR)
	SimpleAsyncTaskExecutor flexInferenceTaskExecutor(SimpleAsyncTaskExecutorBuilder builder) {
		// Calls that wait to start would occupy the few threads of the application's own
		// executor for minutes.
		SimpleAsyncTaskExecutor executor = builder.threadNamePrefix("flexinference-").build();
		executor.setDaemon(true);
		return executor;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(TransactionSynchronizationManager.class)
	@ConditionalOnBooleanProperty(name = "flexinference.template.transaction-deadline", matchIfMissing = true)
	static class TransactionDeadlineConfiguration {

		@Bean
		FlexInferenceTemplateCustomizer transactionDeadlineTemplateCustomizer() {
			return (builder) -> builder.deadline(new TransactionDeadline());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class OverrideMetricsConfiguration {

		@Bean
		MeterBinder flexInferenceOverrideMeterBinder(StartWithinOverride override) {
			return (registry) -> Gauge
				.builder("flexinference.template.override", override, (value) -> (value.get() != null) ? 1 : 0)
				.description("1 while start_within of all calls of the template is overridden, else 0")
				.register(registry);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass({ Filter.class, OncePerRequestFilter.class })
	@ConditionalOnProperty("flexinference.template.deadline-header")
	static class DeadlineHeaderConfiguration {

		private static final Pattern HEADER = Pattern.compile("[\\w!#$%&'*+.^`|~-]+");

		@Bean
		@ConditionalOnMissingBean
		DeadlineHeaderFilter flexInferenceDeadlineHeaderFilter(FlexInferenceTemplateProperties properties,
				ObjectProvider<InstantSource> clock) {
			String header = Objects.requireNonNull(properties.deadlineHeader());
			PropertyValues.check(HEADER.matcher(header).matches(), "flexinference.template.deadline-header", header,
					"It is not the name of a header.");
			return new DeadlineHeaderFilter(header, clock.getIfUnique(InstantSource::system));
		}

	}

}
