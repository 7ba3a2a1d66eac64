package com.flexinference.template;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.flexinference.client.FlexResponse;
import com.flexinference.client.FlexStream;
import com.flexinference.template.declared.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for declared clients.
 */
class DeclaredClientTests {

	@AutoClose
	private final TestTemplate test = new TestTemplate();

	private final FlexInferenceTemplate template = this.test
		.create((builder) -> builder.placeholders((text) -> text.replace("${app.language}", "Danish")));

	private final Contracts contracts = this.template.createClient(Contracts.class);

	@Test
	void promptHasArgumentsAndPlaceholders() {
		assertThat(this.contracts.summarize("{other} $1", 3)).isNotBlank();
		assertThat(this.test.sent().json().path("input").asString())
			.isEqualTo("Summarize in Danish with 3 words {\"literal\": 1}: {other} $1");
	}

	@Test
	void annotationsOfMethodAndType() {
		this.contracts.summarize("", 1);
		assertThat(this.test.sent()).satisfies((request) -> {
			assertThat(request.startWithin()).isEqualTo("00h-01m-00s");
			assertThat(request.json().path("model").asString()).isEqualTo("gpt-5");
		});
	}

	@Test
	void results() throws Exception {
		assertThat(this.contracts.party("x").name()).isNotBlank();
		assertThat(this.contracts.parties("x")).containsExactly(new Party("name"));
		assertThat(this.contracts.response("x").text()).isNotBlank();
		try (FlexStream stream = this.contracts.stream("x")) {
			assertThat(stream.text()).isNotEmpty();
		}
		assertThat(this.contracts.later("x").get().name()).isNotBlank();
		assertThat(this.contracts.textLater("x").get()).isNotBlank();
		try (FlexStream stream = this.contracts.streamLater("x").get()) {
			assertThat(stream.text()).isNotEmpty();
		}
		assertThat(this.contracts.twice("x")).hasSize(2);
	}

	@Test
	void argumentsThatAreNotSimpleAreWrittenAsJson() {
		this.contracts.describe(new Party("Ann"));
		assertThat(this.test.sent().json().path("input").asString()).isEqualTo("Describe {\"name\":\"Ann\"}");
	}

	@Test
	void defaultMethodFailsWithItsOwnException() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.contracts.fail("x"))
			.withMessage("Failed: x");
	}

	@Test
	void methodsOfObject() {
		assertThat(this.contracts).isEqualTo(this.contracts)
			.isNotEqualTo(this.template.createClient(Contracts.class))
			.hasToString("Client of " + Contracts.class.getName());
	}

	@ParameterizedTest
	@ValueSource(classes = { NoPrompt.class, UnknownParameter.class, UnusedParameter.class, NoResult.class,
			BadWindow.class, BadType.class })
	void mistakesFailAtCreation(Class<?> type) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.createClient(type))
			.withMessageContaining(type.getSimpleName() + ".run cannot be that of a client");
	}

	@Test
	void typeMustBeAnInterfaceWithMethods() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.createClient(String.class));
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.createClient(Empty.class));
	}

	@FlexInference(model = "gpt-5")
	interface Contracts {

		@Prompt("Summarize in ${app.language} with {words} words {\"literal\": 1}: {contract}")
		@FlexInference(startWithin = "1m")
		String summarize(String contract, int words);

		@Prompt("{text}")
		Party party(String text);

		@Prompt("{text}")
		List<Party> parties(String text);

		@Prompt("{text}")
		FlexResponse response(String text);

		@Prompt("{text}")
		FlexStream stream(String text);

		@Prompt("{text}")
		CompletableFuture<Party> later(String text);

		@Prompt("{text}")
		CompletableFuture<String> textLater(String text);

		@Prompt("{text}")
		CompletableFuture<FlexStream> streamLater(String text);

		@Prompt("Describe {party}")
		String describe(Party party);

		default List<String> twice(String text) {
			return List.of(summarize(text, 1), summarize(text, 2));
		}

		default void fail(String text) throws IOException {
			throw new IOException("Failed: " + text);
		}

	}

	record Party(String name) {

	}

	interface NoPrompt {

		String run();

	}

	interface UnknownParameter {

		@Prompt("{other}")
		String run(String text);

	}

	interface UnusedParameter {

		@Prompt("Hi")
		String run(String text);

	}

	interface NoResult {

		@Prompt("Hi")
		void run();

	}

	interface BadWindow {

		@Prompt("Hi")
		@FlexInference(startWithin = "soon")
		String run();

	}

	interface BadType {

		@Prompt("Hi")
		Map<String, String> run();

	}

	interface Empty {

	}

}
