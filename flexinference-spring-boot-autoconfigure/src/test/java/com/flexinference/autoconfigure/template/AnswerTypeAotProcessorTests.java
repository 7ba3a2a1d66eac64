package com.flexinference.autoconfigure.template;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.javapoet.ClassName;

import com.flexinference.template.FlexInference;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AnswerTypeAotProcessor}.
 */
class AnswerTypeAotProcessorTests {

	private final RuntimeHints hints = process(Reader.class);

	@ParameterizedTest
	@ValueSource(classes = { Direct.class, InLambda.class, Async.class, Listed.class, Inherited.class, Nested.class })
	void typeThatIsNamedInTheCall(Class<?> type) {
		assertThat(isBound(type)).isTrue();
	}

	@Test
	void otherTypesAreLeftAlone() {
		assertThat(isBound(Unrelated.class)).isFalse();
	}

	@Test
	void annotatedMethodCanBeReadAtRuntime() {
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Reader.class, "direct")).accepts(this.hints);
	}

	private boolean isBound(Class<?> type) {
		return RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(type.getDeclaredConstructors()[0])
			.test(this.hints);
	}

	private static RuntimeHints process(Class<?> type) {
		GenericApplicationContext context = new GenericApplicationContext();
		context.registerBean(type);
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("com.example", "Test")), new InMemoryGeneratedFiles());
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		return generation.getRuntimeHints();
	}

	static class BaseReader {

		final FlexInferenceTemplate flex;

		BaseReader(FlexInferenceTemplate flex) {
			this.flex = flex;
		}

		Inherited inherited() {
			return this.flex.ask("Hi").as(Inherited.class);
		}

	}

	static class Reader extends BaseReader {

		Reader(FlexInferenceTemplate flex) {
			super(flex);
		}

		@FlexInference(startWithin = "30s")
		Direct direct() {
			Unrelated.class.getName();
			return this.flex.ask("Hi").as(Direct.class);
		}

		Supplier<InLambda> inLambda() {
			return () -> this.flex.ask("Hi").as(InLambda.class);
		}

		CompletableFuture<Async> async() {
			return this.flex.ask("Hi").async(Async.class);
		}

		List<Listed> listed() {
			return this.flex.ask("Hi").as(new ParameterizedTypeReference<List<Listed>>() {
			});
		}

	}

	record Direct(Nested nested) {

	}

	record Nested(String name) {

	}

	record InLambda(String name) {

	}

	record Async(String name) {

	}

	record Listed(String name) {

	}

	record Inherited(String name) {

	}

	record Unrelated(String name) {

	}

}
