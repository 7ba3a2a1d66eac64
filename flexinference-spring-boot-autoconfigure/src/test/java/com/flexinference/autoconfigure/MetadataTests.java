package com.flexinference.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.batch.FlexJobs;
import com.flexinference.client.StartWithin;
import com.flexinference.client.transport.Timeouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for the metadata that IDEs show of the properties.
 */
class MetadataTests {

	private final JsonNode metadata = read();

	private final Map<String, JsonNode> properties = named("properties");

	private final Map<String, JsonNode> hints = named("hints");

	@Test
	void hasAllProperties() {
		assertThat(this.properties.keySet().stream().filter((name) -> name.startsWith("flexinference.")))
			.containsExactlyInAnyOrderElementsOf(UnknownProperties.KNOWN);
		assertThat(this.properties).containsKeys("management.endpoint.flexinference.access",
				"management.health.flexinference.enabled");
	}

	@Test
	void everyPropertyHasTypeAndDescription() {
		assertThat(this.properties).allSatisfy((name, property) -> {
			assertThat(property.path("type").asString()).isNotBlank();
			assertThat(property.path("description").asString()).matches("[A-Z].*[.]");
		});
	}

	@Test
	void timeoutsHaveTheDefaultsOfTheClient() {
		assertThat(timeout("connect")).isEqualTo(Timeouts.defaults().connect());
		assertThat(timeout("start")).isEqualTo(Timeouts.defaults().start());
		assertThat(timeout("idle")).isEqualTo(Timeouts.defaults().idle());
		assertThat(timeout("total")).isEqualTo(Timeouts.defaults().total());
	}

	@Test
	void heartbeatTimeoutHasTheDefaultOfTheJobs() {
		assertThat(duration("flexinference.batch.heartbeat-timeout")).isEqualTo(FlexJobs.DEFAULT_HEARTBEAT_TIMEOUT);
	}

	@Test
	void everyHintIsForAProperty() {
		assertThat(this.properties).containsKeys(this.hints.keySet().toArray(String[]::new));
	}

	@Test
	void everyHintOfStartWithinCanBeBound() {
		assertThat(values("flexinference.start-within")).contains("default", "priority", "auto", "key-default", "30s")
			.allSatisfy((value) -> assertThatNoException().isThrownBy(() -> StartWithin.parse(value)));
	}

	@Test
	void otherValuesThanTheHintsAreAllowed() {
		assertThat(List.of("flexinference.model", "flexinference.start-within"))
			.allSatisfy((name) -> assertThat(this.hints.get(name).path("providers").path(0).path("name").asString())
				.isEqualTo("any"));
	}

	@Test
	void hintsOfHttpClientAreAllThereAre() {
		assertThat(values("flexinference.http.client")).containsExactly("auto", "jdk", "apache");
	}

	private Duration timeout(String name) {
		return duration("flexinference.timeout." + name);
	}

	private Duration duration(String name) {
		return DurationStyle.detectAndParse(this.properties.get(name).path("defaultValue").asString());
	}

	private List<String> values(String name) {
		return StreamSupport.stream(this.hints.get(name).path("values").spliterator(), false)
			.map((value) -> value.path("value").asString())
			.toList();
	}

	private Map<String, JsonNode> named(String section) {
		return StreamSupport.stream(this.metadata.path(section).spliterator(), false)
			.collect(Collectors.toMap((node) -> node.path("name").asString(), (node) -> node, (one, two) -> one,
					TreeMap::new));
	}

	private static JsonNode read() {
		try {
			for (URL url : Collections.list(
					MetadataTests.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
				try (InputStream in = url.openStream()) {
					JsonNode metadata = JsonMapper.shared().readTree(in);
					if (metadata.toString().contains(FlexInferenceProperties.class.getName())) {
						return metadata;
					}
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		throw new IllegalStateException("No metadata");
	}

}
