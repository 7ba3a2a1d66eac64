package com.flexinference.samples.quickstart;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the properties in blocks of README and documents exist, and that an
 * application starts with their values.
 */
class DocumentedPropertiesTests {

	/** Has properties of libraries that this sample lacks, and is tested with those. */
	private static final String ELSEWHERE = "interop.md";

	private static final Map<String, PropertySourceLoader> LOADERS = Map.of("properties",
			new PropertiesPropertySourceLoader(), "yaml", new YamlPropertySourceLoader());

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("flexinference.local-router.enabled=false", "flexinference.api-key=any",
				"FLEX_KEY=flex_live_one", "FLEXINFERENCE_API_KEY=flex_live_two", "SEARCH_API_KEY=flex_live_three",
				"SUPPORT_API_KEY=flex_live_four");

	private final Map<String, JsonNode> known = Metadata.properties();

	@TestFactory
	Stream<DynamicTest> blockIsBound() {
		Map<String, String> pages = Documents.read();
		pages.remove(ELSEWHERE);
		List<DynamicTest> tests = LOADERS.keySet()
			.stream()
			.flatMap((language) -> pages.entrySet()
				.stream()
				.flatMap((page) -> Documents.blocks(page.getValue(), language)
					.stream()
					.map((block) -> DynamicTest.dynamicTest(page.getKey() + ": " + block,
							() -> assertThatApplicationStarts(language, block)))))
			.toList();
		assertThat(tests).hasSizeGreaterThan(8);
		return tests.stream();
	}

	private void assertThatApplicationStarts(String language, String block) throws IOException {
		PropertySource<?> source = LOADERS.get(language).load("block", new ByteArrayResource(block.getBytes())).get(0);
		assertThat(((EnumerablePropertySource<?>) source).getPropertyNames()).isNotEmpty().allMatch(this::isKnown);
		this.contextRunner.withInitializer((context) -> {
			context.getEnvironment().setConversionService(new ApplicationConversionService());
			context.getEnvironment().getPropertySources().addFirst(source);
		}).run((context) -> assertThat(context).hasNotFailed());
	}

	private boolean isKnown(String name) {
		return this.known.entrySet()
			.stream()
			.anyMatch((property) -> name.equals(property.getKey())
					|| (property.getValue().path("type").asString("").startsWith("java.util.Map")
							&& name.startsWith(property.getKey() + ".")));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
