package com.flexinference.autoconfigure.router;

import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Condition that matches if no property says where the service is or which API key to
 * use. An empty property counts as none, and so does the API key where the local router
 * is preferred.
 */
class OnNoServiceCondition extends SpringBootCondition {

	private static final String PREFERRED = "flexinference.local-router.preferred";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("FlexInference service");
		Environment environment = context.getEnvironment();
		List<String> properties = environment.getProperty(PREFERRED, Boolean.class, false)
				? List.of("flexinference.base-url") : List.of("flexinference.base-url", "flexinference.api-key");
		for (String property : properties) {
			if (StringUtils.hasText(environment.getProperty(property))) {
				return ConditionOutcome.noMatch(message.found("property").items(property));
			}
		}
		return ConditionOutcome.match(message.didNotFind("property", "properties").items(properties));
	}

}
