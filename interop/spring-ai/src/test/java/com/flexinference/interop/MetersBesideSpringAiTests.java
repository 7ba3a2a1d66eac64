package com.flexinference.interop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistrar;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the meters of the starter and those of Spring AI share a registry of
 * Prometheus, which refuses a meter whose tags differ from those it had first.
 */
@SpringBootTest
class MetersBesideSpringAiTests {

	@Autowired
	private FlexInferenceClient flex;

	@Autowired
	private ChatClient.Builder chatClient;

	@Autowired
	private PrometheusMeterRegistry registry;

	@Test
	void metersKeepTheirTags() {
		List<String> refused = new CopyOnWriteArrayList<>();
		this.registry.config().onMeterRegistrationFailed((id, reason) -> refused.add(reason));
		for (int i = 0; i < 2; i++) {
			this.chatClient.build().prompt("Count to 3").call().content();
			this.flex.chatCompletions()
				.create((request) -> request.model("gpt-5.5").user("Count to 3").startWithin(Duration.ofSeconds(30)));
		}
		Map<String, Set<List<String>>> tags = this.registry.getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> id.getName().startsWith("flexinference") || id.getName().startsWith("gen_ai"))
			.collect(Collectors.groupingBy(Meter.Id::getName,
					Collectors.mapping((id) -> id.getTags().stream().map(Tag::getKey).toList(), Collectors.toSet())));
		assertThat(tags).containsKeys("flexinference.client.requests", "flexinference.client.tokens",
				"gen_ai.client.operation", "gen_ai.client.token.usage");
		assertThat(tags).allSatisfy((name, keys) -> assertThat(keys).as(name).hasSize(1));
		assertThat(refused).isEmpty();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		DynamicPropertyRegistrar springAi(LocalRouter router) {
			return (registry) -> {
				registry.add("spring.ai.openai.base-url", router::baseUrl);
				registry.add("spring.ai.openai.api-key", () -> "flex_live_interop");
			};
		}

	}

}
