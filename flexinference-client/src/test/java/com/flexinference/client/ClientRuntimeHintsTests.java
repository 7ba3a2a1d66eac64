package com.flexinference.client;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

import com.flexinference.client.message.Cost;
import com.flexinference.client.message.Routing;
import com.flexinference.client.message.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientRuntimeHints}, as they are found ahead of time.
 */
class ClientRuntimeHintsTests {

	@Test
	void typesThatAreWrittenAsJson() {
		RuntimeHints hints = new RuntimeHints();
		SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter(ClientRuntimeHints.class::isInstance)
			.forEach((registrar) -> registrar.registerHints(hints, getClass().getClassLoader()));
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(ServiceRetry.class, "count")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(StartWithin.class, "toString"))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(ServiceRetry.Backoff.class, "LINEAR"))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Cost.class, "microUsd")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Routing.class, "reason")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(TokenUsage.class, "inputTokens"))
			.accepts(hints);
	}

}
