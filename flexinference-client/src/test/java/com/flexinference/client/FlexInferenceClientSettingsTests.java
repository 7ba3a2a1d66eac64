package com.flexinference.client;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import com.flexinference.client.transport.Timeouts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FlexInferenceClient.Settings}.
 */
class FlexInferenceClientSettingsTests {

	@Test
	void tellHowTheClientIsSetUp() {
		try (FlexInferenceClient client = FlexInferenceClient.builder()
			.apiKey("flex_live_abc")
			.baseUrl("https://router.example/")
			.timeouts(Timeouts.none().withStart(Duration.ofSeconds(7)))
			.maxAttempts(3)
			.defaults(FlexRequest.of((r) -> r.model("gpt-5").startWithin(StartWithin.AUTO).system("ThePrompt")))
			.build()) {
			assertThat(client.settings()).isEqualTo(new FlexInferenceClient.Settings("https://router.example/v1",
					"8e87dc45", "gpt-5", StartWithin.AUTO, Timeouts.defaults().withStart(Duration.ofSeconds(7)), 3));
		}
	}

	@Test
	void nothingSet() {
		try (FlexInferenceClient client = FlexInferenceClient.create("flex_live_abc")) {
			assertThat(client.settings()).isEqualTo(new FlexInferenceClient.Settings("https://api.flexinference.com/v1",
					"8e87dc45", null, null, Timeouts.defaults(), 1));
		}
	}

	@Test
	void fingerprintIsOfTheKeyAtThisTime() {
		String[] key = { null };
		try (FlexInferenceClient client = FlexInferenceClient.builder().apiKey(() -> key[0]).build()) {
			assertThat(client.settings().keyFingerprint()).isNull();
			key[0] = "flex_live_abc";
			assertThat(client.settings().keyFingerprint()).isEqualTo("8e87dc45");
		}
	}

	@Test
	void sourceThatFailsGivesNoFingerprint() {
		try (FlexInferenceClient client = FlexInferenceClient.builder().apiKey(() -> {
			throw new IllegalStateException("Vault is sealed");
		}).build()) {
			assertThat(client.settings().keyFingerprint()).isNull();
		}
	}

}
