package com.flexinference.samples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the page of all properties is the one that the configuration metadata says.
 * With {@code -Ddocs.update=true} the page is written in place of being compared.
 */
class PropertiesPageTests {

	private static final Path PAGE = Path.of("../../docs/properties.md");

	private static final String TITLE = """
			# Properties

			This page is generated from the configuration metadata, which IDEs read too. [Configuration](configuration.md) says how
			properties and beans work together.
			""";

	@Test
	void pageHasAllProperties() throws IOException {
		String page = page();
		assertThat(page).contains("`flexinference.api-key`", "`management.health.flexinference.enabled`");
		if (Boolean.getBoolean("docs.update")) {
			Files.writeString(PAGE, page);
		}
		assertThat(PAGE).as("Run this test with -Ddocs.update=true to write the page").content().isEqualTo(page);
	}

	private static String page() {
		Map<String, StringBuilder> sections = new TreeMap<>();
		Map<String, JsonNode> properties = Metadata.properties();
		properties.keySet().removeIf((name) -> !name.contains("flexinference"));
		properties.forEach((name, property) -> sections.computeIfAbsent(section(name), PropertiesPageTests::heading)
			.append("| `" + name + "` | " + defaultValue(property) + " | " + property.path("description").asString("")
					+ " |\n"));
		return TITLE + String.join("", sections.values());
	}

	private static String section(String name) {
		if (!name.startsWith("flexinference.")) {
			return "management";
		}
		String[] parts = name.split("\\.");
		return (parts.length > 2) ? parts[0] + "." + parts[1] : parts[0];
	}

	private static StringBuilder heading(String section) {
		return new StringBuilder("\n## " + section + "\n\n| Property | Default | Description |\n|---|---|---|\n");
	}

	private static String defaultValue(JsonNode property) {
		JsonNode value = property.path("defaultValue");
		return value.isMissingNode() ? "" : "`" + value.asString() + "`";
	}

}
