package com.flexinference.autoconfigure.router;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Condition that matches if no property says where the service is or which API key to
 * use. An empty property counts as none.
 */
class OnNoServiceCondition extends SpringBootCondition {

	private static final String[] PROPERTIES = { "flexinference.api-key", "flexinference.base-url" };

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("FlexInference service");
		Environment environment = context.getEnvironment();
		for (String property : PROPERTIES) {
			if (StringUtils.hasText(environment.getProperty(property))) {
				return ConditionOutcome.noMatch(message.found("property").items(property));
			}
		}
		return ConditionOutcome.match(message.didNotFind("property", "properties").items((Object[]) PROPERTIES));
	}

}
