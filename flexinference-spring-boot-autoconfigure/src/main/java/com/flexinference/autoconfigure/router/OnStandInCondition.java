package com.flexinference.autoconfigure.router;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.SpringProperties;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Condition that matches if the local router stands in for the service. An application
 * that is processed ahead of time decides when it runs, so that it matches until then.
 */
class OnStandInCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Local router");
		if (SpringProperties.getFlag(AbstractAotProcessor.AOT_PROCESSING)) {
			return ConditionOutcome.match(message.because("the application decides when it runs"));
		}
		String obstacle = StandIn.of(context.getEnvironment()).obstacle();
		return (obstacle != null) ? ConditionOutcome.noMatch(message.because(obstacle))
				: ConditionOutcome.match(message.because("it is used instead of the service"));
	}

}
