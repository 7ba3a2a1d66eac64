package com.flexinference.autoconfigure.ai;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.observation.ChatModelObservationConvention;
import org.springframework.ai.model.SpringAIModelProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.context.annotation.Bean;

import com.flexinference.ai.FlexInferenceChatModel;
import com.flexinference.autoconfigure.internal.PropertyValues;
import com.flexinference.autoconfigure.template.FlexInferenceTemplateAutoConfiguration;
import com.flexinference.template.FlexInferenceScope;
import com.flexinference.template.FlexInferenceTemplate;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link FlexInferenceChatModel}.
 * Beside the chat model of another provider the property {@code spring.ai.model.chat}
 * selects the one to use.
 */
@AutoConfiguration(after = FlexInferenceTemplateAutoConfiguration.class)
@ConditionalOnClass(FlexInferenceChatModel.class)
@ConditionalOnSingleCandidate(FlexInferenceTemplate.class)
@ConditionalOnProperty(name = SpringAIModelProperties.CHAT_MODEL, havingValue = "flexinference", matchIfMissing = true)
@EnableConfigurationProperties(FlexInferenceAiProperties.class)
public final class FlexInferenceChatAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	FlexInferenceChatModel flexInferenceChatModel(FlexInferenceTemplate template, FlexInferenceAiProperties properties,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<ChatModelObservationConvention> observationConvention) {
		return FlexInferenceChatModel.builder(template)
			.defaults(defaults(properties))
			.observationRegistry(observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP))
			.observationConvention(observationConvention.getIfAvailable())
			.build();
	}

	private static FlexInferenceScope defaults(FlexInferenceAiProperties properties) {
		PropertyMapper map = PropertyMapper.get();
		return FlexInferenceScope.of((request) -> {
			map.from(check("temperature", properties.temperature(), 2)).to(request::temperature);
			map.from(check("top-p", properties.topP(), 1)).to(request::topP);
		}).withFormat(properties.format());
	}

	private static @Nullable Double check(String name, @Nullable Double value, int max) {
		PropertyValues.check(value == null || (value >= 0 && value <= max), "flexinference.ai." + name, value,
				"It must be from 0 to " + max + ".");
		return value;
	}

}
