package com.flexinference.autoconfigure.template;

import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;

import com.flexinference.template.declared.Prompt;
import com.flexinference.template.internal.CreatedClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeclaredClientAotProcessor}.
 */
class DeclaredClientAotProcessorTests {

	@Test
	void proxyAndAnswerAreRegistered() {
		assertThat(process(Contracts.class).getRuntimeHints()).satisfies((hints) -> {
			assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Contracts.class, CreatedClient.class))
				.accepts(hints);
			assertThat(RuntimeHintsPredicates.reflection()
				.onConstructorInvocation(Terms.class.getDeclaredConstructors()[0])).accepts(hints);
			assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Contracts.class, "terms")).accepts(hints);
		});
	}

	@Test
	void otherInterfacesAreLeftAlone() {
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Runnable.class, CreatedClient.class))
			.rejects(process(Runnable.class).getRuntimeHints());
	}

	private static <T> DefaultGenerationContext process(Class<T> type) {
		GenericApplicationContext context = new GenericApplicationContext();
		context.registerBean("subject", Holder.class);
		context.registerBeanDefinition("client", definition(type));
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("com.example", "Test")), new InMemoryGeneratedFiles());
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		return generation;
	}

	private static RootBeanDefinition definition(Class<?> type) {
		RootBeanDefinition definition = new RootBeanDefinition();
		definition.setTargetType(type);
		definition.setFactoryBeanName("subject");
		definition.setFactoryMethodName((type == Contracts.class) ? "contracts" : "runnable");
		return definition;
	}

	static class Holder {

		Contracts contracts() {
			throw new IllegalStateException();
		}

		Runnable runnable() {
			throw new IllegalStateException();
		}

	}

	interface Contracts {

		@Prompt("What are the terms? {contract}")
		Terms terms(String contract);

	}

	record Terms(String party) {

	}

}
