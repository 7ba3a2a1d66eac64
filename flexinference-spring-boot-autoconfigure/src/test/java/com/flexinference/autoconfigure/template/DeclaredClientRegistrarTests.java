package com.flexinference.autoconfigure.template;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.router.LocalRouterAutoConfiguration;
import com.flexinference.autoconfigure.template.clients.Letters;
import com.flexinference.router.LocalRouter;
import com.flexinference.template.FlexInferenceTemplate;
import com.flexinference.template.internal.CreatedClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeclaredClientRegistrar}.
 */
class DeclaredClientRegistrarTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FlexInferenceAutoConfiguration.class,
				LocalRouterAutoConfiguration.class, FlexInferenceTemplateAutoConfiguration.class))
		.withPropertyValues("flexinference.local-router.preferred=true", "flexinference.model=gpt-5",
				"flexinference.start-within=default");

	@Test
	void markedInterfacesAreBeans() {
		scanning("clients").withPropertyValues("letters.language=Danish").run((context) -> {
			assertThat(context).hasBean("letters").hasSingleBean(Letters.class).hasSingleBean(Letters.Drafts.class);
			context.getBean(Letters.class).answer("Dear all");
			assertThat(context.getBean(LocalRouter.class).takeRequest()).satisfies((request) -> {
				assertThat(request.startWithin()).isEqualTo("00h-00m-30s");
				assertThat(request.json().path("input").asString()).isEqualTo("Answer in Danish: Dear all");
			});
		});
	}

	@Test
	void otherInterfacesAreNot() {
		scanning("clients").run((context) -> assertThat(context).doesNotHaveBean(Letters.Unmarked.class));
	}

	@Test
	void beanOfTheApplicationIsTheOnlyOne() {
		scanning("clients").withUserConfiguration(OwnLetters.class)
			.run((context) -> assertThat(context).hasSingleBean(Letters.class).hasBean("own"));
	}

	@Test
	void nothingIsLookedForWithoutPackages() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(Letters.class));
	}

	@ParameterizedTest
	@CsvSource({ "letters.window=soon, 'soon'", "letters.window=11m, 'from 5 s to 10 min'",
			"letters.format=soap, 'soap'" })
	void mistakeFailsAtStartWithInterfaceAndMethodNamed(String property, String message) {
		scanning("wrong").withPropertyValues(property).run((context) -> {
			FailureAnalysis analysis = new InvalidDeclaredClientFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("wrong.WrongLetters.answer", message);
			assertThat(analysis.getAction()).contains("interface");
		});
	}

	@Test
	void codeIsGeneratedAheadOfTimeInThePackageOfTheInterface() throws IOException {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(FlexInferenceAutoConfiguration.class, LocalRouterAutoConfiguration.class,
				FlexInferenceTemplateAutoConfiguration.class);
		AutoConfigurationPackages.register(context, Letters.class.getPackageName());
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("com.example", "Test")), files);
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		String source = Letters.class.getName().replace('.', '/') + "__BeanDefinitions.java";
		assertThat(files.getGeneratedFileContent(Kind.SOURCE, source)).contains(
				"registeredBean.getBeanFactory().getBean(FlexInferenceTemplate.class).createClient(Letters.class)");
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Letters.class, CreatedClient.class))
			.accepts(generation.getRuntimeHints());
	}

	private ApplicationContextRunner scanning(String name) {
		return this.contextRunner.withInitializer((context) -> AutoConfigurationPackages
			.register((BeanDefinitionRegistry) context.getBeanFactory(), getClass().getPackageName() + "." + name));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnLetters {

		@Bean
		Letters own(FlexInferenceTemplate template) {
			return template.createClient(Letters.class);
		}

	}

}
