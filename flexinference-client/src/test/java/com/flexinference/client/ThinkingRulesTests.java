package com.flexinference.client;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import com.flexinference.client.InvalidRequestException.Violation;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.ToolCall;
import com.flexinference.client.message.ToolChoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the rules of {@link PartRules} for thinking.
 */
class ThinkingRulesTests {

	private static final List<ToolCall> CALLS = List.of(new ToolCall("c", "weather", "{}"));

	@Test
	void budgetIsLessThanTheWholeAnswer() {
		assertRefused("thinking.budget_tokens", (r) -> r.maxTokens(2048));
		assertRefused("thinking.budget_tokens", (r) -> r.maxTokens(1024));
		assertAccepted((r) -> r.maxTokens(2049));
	}

	@Test
	void temperatureIsOne() {
		assertRefused("temperature", (r) -> r.maxTokens(4096).temperature(0.2));
		assertAccepted((r) -> r.maxTokens(4096).temperature(1));
	}

	@Test
	void noToolIsForced() {
		assertRefused("tool_choice", (r) -> r.maxTokens(4096).toolChoice(ToolChoice.REQUIRED));
		assertRefused("tool_choice", (r) -> r.maxTokens(4096).toolChoice(ToolChoice.tool("weather")));
		assertAccepted((r) -> r.maxTokens(4096).toolChoice(ToolChoice.AUTO));
	}

	@Test
	void callsGoBackWithTheThinkingBeforeThem() {
		Consumer<FlexRequest.Builder> round = (r) -> r.maxTokens(4096).toolCalls(CALLS).toolResult(CALLS.get(0), "7");
		assertRefused("toolCalls", round);
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> resolve(round))
			.withMessageContaining("assistant(answer)");
		assertAccepted((r) -> r.maxTokens(4096)
			.assistant(CallerFormat.MESSAGES,
					List.of("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"s\"}",
							"{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"weather\",\"input\":{}}"))
			.toolResult(CALLS.get(0), "7"));
		assertAccepted((r) -> round.andThen((later) -> later.assistant("7 degrees").user("And Rome?")).accept(r));
	}

	@Test
	void otherModelsAndThinkingWithoutABudgetAreLeftToTheService() {
		assertAccepted((r) -> r.maxTokens(1024).temperature(0.2).model("gpt-5.5"));
		FlexRequest adaptive = FlexRequest.of((r) -> base(r).maxTokens(4096)
			.with("thinking", Map.of("type", "adaptive"))
			.toolCalls(CALLS)
			.toolResult(CALLS.get(0), "7"));
		assertThat(ResolvedRequest.of(adaptive, CallerFormat.MESSAGES, false)).isNotNull();
	}

	private static void assertRefused(String field, Consumer<FlexRequest.Builder> request) {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> resolve(request))
			.satisfies((ex) -> assertThat(ex.violations()).extracting(Violation::field).containsExactly(field));
	}

	private static void assertAccepted(Consumer<FlexRequest.Builder> request) {
		assertThat(resolve(request)).isNotNull();
	}

	private static ResolvedRequest resolve(Consumer<FlexRequest.Builder> request) {
		FlexRequest whole = FlexRequest.of((r) -> request.accept(base(r).reasoningBudget(2048)));
		return ResolvedRequest.of(whole, CallerFormat.MESSAGES, false);
	}

	private static FlexRequest.Builder base(FlexRequest.Builder builder) {
		return builder.model("claude-opus-4-8")
			.user("Is it cold in Oslo?")
			.tool("weather", "Tells the weather.", Map.of("type", "object"))
			.startWithin(StartWithin.DEFAULT);
	}

}
