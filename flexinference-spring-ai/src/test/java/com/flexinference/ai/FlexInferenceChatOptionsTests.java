package com.flexinference.ai;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.test.options.AbstractChatOptionsTests;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.StartWithin;
import com.flexinference.client.format.CallerFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FlexInferenceChatOptions}.
 */
class FlexInferenceChatOptionsTests
		extends AbstractChatOptionsTests<FlexInferenceChatOptions, FlexInferenceChatOptions.Builder> {

	private static final FlexInferenceChatOptions OPTIONS = FlexInferenceChatOptions.builder()
		.model("gpt-5.5")
		.stopSequences(List.of("END"))
		.format(CallerFormat.MESSAGES)
		.outputSchema("{}")
		.request((r) -> r.startWithin(Duration.ofSeconds(30)).retry(2))
		.build();

	@Override
	protected Class<FlexInferenceChatOptions> getConcreteOptionsClass() {
		return FlexInferenceChatOptions.class;
	}

	@Override
	protected FlexInferenceChatOptions.Builder readyToBuildBuilder() {
		return FlexInferenceChatOptions.builder().model("gpt-5.5");
	}

	@Test
	void mutateKeepsEverything() {
		assertThat(OPTIONS.mutate().build()).isEqualTo(OPTIONS).hasSameHashCodeAs(OPTIONS);
		assertThat(OPTIONS.mutate().clone().build()).isEqualTo(OPTIONS);
		assertThat(OPTIONS.mutate().format(null).build()).isNotEqualTo(OPTIONS);
	}

	@Test
	void combineWithKeepsWhatTheOtherLeavesUnset() {
		FlexInferenceChatOptions combined = OPTIONS.mutate()
			.combineWith(FlexInferenceChatOptions.builder()
				.model("gpt-5-nano")
				.request((r) -> r.startWithin(StartWithin.DEFAULT)))
			.build();
		assertThat(combined.getModel()).isEqualTo("gpt-5-nano");
		assertThat(combined.getFormat()).isEqualTo(CallerFormat.MESSAGES);
		assertThat(combined.getOutputSchema()).isEqualTo("{}");
		assertThat(combined.getRequest().startWithin()).isEqualTo(StartWithin.DEFAULT);
		assertThat(combined.getRequest()).hasToString("FlexRequest[start_within, retry]");
	}

	@Test
	void completingDoesNotRepeatLists() {
		FlexInferenceChatOptions completed = OPTIONS.completing(OPTIONS.mutate().temperature(0.5).build());
		assertThat(completed.getStopSequences()).containsExactly("END");
		assertThat(completed.getTemperature()).isEqualTo(0.5);
		assertThat(completed.getModel()).isEqualTo("gpt-5.5");
	}

	@Test
	void laterSettingCounts() {
		FlexInferenceChatOptions model = FlexInferenceChatOptions.builder().temperature(0.2).topP(0.5).build();
		FlexInferenceChatOptions.Builder prompt = FlexInferenceChatOptions.builder()
			.request((r) -> r.temperature(0.9).with("top_k", 3));
		assertTemperature(model.completing(prompt.build()), 0.9);
		assertTemperature(model.mutate().combineWith(prompt).build(), 0.9);
		assertTemperature(model.completing(model.mutate().combineWith(prompt).build()), 0.9);
		assertTemperature(prompt.build().completing(model), 0.2);
		assertTemperature(prompt.build().completing(prompt.build().mutate().combineWith(model.mutate()).build()), 0.2);
		assertThat(model.completing(FlexInferenceChatOptions.builder().topK(2).combineWith(prompt).build()).getTopK())
			.isNull();
	}

	private static void assertTemperature(FlexInferenceChatOptions options, double temperature) {
		assertThat(options.getTemperature()).isEqualTo(temperature);
		assertThat(options.getTopP()).isEqualTo(0.5);
	}

	@Test
	void defaultsAreShownAndNotSet() {
		FlexRequest defaults = FlexRequest.of((r) -> r.model("gpt-5-nano").maxTokens(9).temperature(0.1).topP(0.5));
		FlexInferenceChatOptions shown = FlexInferenceChatOptions.builder().topP(1.0).build().showing(defaults);
		assertThat(shown.getModel()).isEqualTo("gpt-5-nano");
		assertThat(shown.getMaxTokens()).isEqualTo(9);
		assertThat(shown.getTemperature()).isEqualTo(0.1);
		assertThat(shown.getTopP()).isEqualTo(1);
		assertThat(shown.own()).isEqualTo(FlexInferenceChatOptions.builder().topP(1.0).build().own());
		assertThat(shown.mutate().build()).isEqualTo(shown);
		FlexInferenceChatOptions completed = OPTIONS.completing(shown);
		assertThat(completed.getModel()).isEqualTo("gpt-5.5");
		assertThat(completed.getTemperature()).isNull();
		assertThat(completed.getTopP()).isEqualTo(1);
	}

	@Test
	void cloneHasCallsOfItsOwn() {
		FlexInferenceChatOptions.Builder builder = FlexInferenceChatOptions.builder().call((call) -> call);
		FlexInferenceChatOptions before = builder.build();
		builder.clone().call((call) -> call.startBy(Instant.EPOCH));
		assertThat(builder.build()).isEqualTo(before);
	}

	@Test
	void stringHasNoConfidentialValues() {
		assertThat(OPTIONS)
			.hasToString("FlexInferenceChatOptions[model=gpt-5.5, format=MESSAGES, FlexRequest[start_within, retry]]");
	}

	@Test
	void messagesAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> FlexInferenceChatOptions.builder().request((r) -> r.user("Hello")))
			.withMessage("'part' must not have messages. Add them to the prompt.");
	}

	@Test
	void completingTakesPortableOptions() {
		FlexInferenceChatOptions completed = OPTIONS.completing(ChatOptions.builder().model("gpt-5-nano").build());
		assertThat(completed.getModel()).isEqualTo("gpt-5-nano");
		assertThat(completed.getRequest().startWithin()).isEqualTo(StartWithin.of(Duration.ofSeconds(30)));
		assertThat(OPTIONS.completing(null)).isSameAs(OPTIONS);
	}

}
