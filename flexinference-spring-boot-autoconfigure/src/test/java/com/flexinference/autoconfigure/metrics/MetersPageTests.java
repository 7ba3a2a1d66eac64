package com.flexinference.autoconfigure.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexStream;
import com.flexinference.client.observation.FlexInferenceObservationDocumentation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the page of meters and spans is what an application registers and what
 * {@link FlexInferenceObservationDocumentation} says. With {@code -Ddocs.update=true} the
 * page is written instead of compared.
 */
class MetersPageTests {

	private static final Path PAGE = Path.of("../docs/meters.md");

	private static final Path SOURCE = Path.of("../flexinference-client/src/main/java")
		.resolve(FlexInferenceObservationDocumentation.class.getName().replace('.', '/') + ".java");

	private static final Pattern CONSTANT = Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(\\w+)(?:\\(\"| \\{)",
			Pattern.DOTALL);

	private static final FlexRequest QUESTION = FlexRequest
		.of((request) -> request.model("gpt-5.5").user("Count.").startWithin(Duration.ofSeconds(30)));

	private final Map<String, String> descriptions = new TreeMap<>();

	@Test
	void pageHasAllMetersAndKeys() throws IOException {
		CONSTANT.matcher(Files.readString(SOURCE))
			.results()
			.forEach((constant) -> this.descriptions.put(constant.group(2), markdown(constant.group(1))));
		String page = page();
		assertThat(page).contains("`flexinference.client.cost`", "`flexinference.batch.late`",
				"`flexinference.template.override`", "`gen_ai.usage.input_tokens`");
		if (Boolean.getBoolean("docs.update")) {
			Files.writeString(PAGE, page);
		}
		assertThat(PAGE).as("Run this test with -Ddocs.update=true to write the page").content().isEqualTo(page);
	}

	private String page() {
		FlexInferenceObservationDocumentation requests = FlexInferenceObservationDocumentation.REQUESTS;
		return """
				# Meters and spans

				This page is generated from the meters that an application registers and from `FlexInferenceObservationDocumentation`.
				[Observability](observability.md) says how to use and to configure them.

				## Meters

				| Meter | Type | Unit | Tags | Description |
				|---|---|---|---|---|
				%s
				## Keys of meters and spans

				Meters and spans always have these keys. A value that is not known is `none`.

				| Key | Description |
				|---|---|
				%s
				## Keys of spans

				Spans have these keys, too. A key without a value is omitted.

				| Key | Description |
				|---|---|
				%s"""
			.formatted(meters(), keys(requests.getLowCardinalityKeyNames()),
					keys(requests.getHighCardinalityKeyNames()));
	}

	private String meters() {
		StringBuilder rows = new StringBuilder();
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues("flexinference.local-router.enabled=true", "flexinference.local-router.capacity=1")
			.run((context) -> {
				FlexInferenceClient client = context.getBean(FlexInferenceClient.class);
				try (FlexStream stream = client.responses().stream(QUESTION)) {
					assertThat(stream.events()).isNotEmpty();
				}
				rows.append(rows(context.getBean(MeterRegistry.class)));
			});
		return rows.toString();
	}

	private String rows(MeterRegistry registry) {
		Map<String, Meter.Id> meters = new TreeMap<>();
		registry.getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> id.getName().startsWith("flexinference."))
			.forEach((id) -> meters.put(id.getName(), id));
		return meters.values().stream().map(this::row).collect(Collectors.joining());
	}

	private String row(Meter.Id id) {
		String description = (id.getDescription() != null) ? id.getDescription() + "." : switch (id.getType()) {
			case LONG_TASK_TIMER -> "Calls in progress.";
			default -> this.descriptions.get("REQUESTS");
		};
		return "| `%s` | %s | %s | %s | %s |\n".formatted(id.getName(),
				id.getType().name().toLowerCase(Locale.ROOT).replace('_', ' '),
				Objects.requireNonNullElse(id.getBaseUnit(), ""),
				id.getTags().stream().map((Tag tag) -> "`" + tag.getKey() + "`").collect(Collectors.joining(", ")),
				description);
	}

	private String keys(KeyName[] names) {
		return List.of(names)
			.stream()
			.sorted(Comparator.comparing(KeyName::asString))
			.map((name) -> "| `" + name.asString() + "` | " + this.descriptions.get(((Enum<?>) name).name()) + " |\n")
			.collect(Collectors.joining());
	}

	private static String markdown(String javadoc) {
		return javadoc.replaceAll("\\s+\\*\\s+", " ")
			.replace("{@value KeyValue#NONE_VALUE}", "`none`")
			.replaceAll("\\{@code ([^}]+)}", "`$1`")
			.strip();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		MeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

	}

}
