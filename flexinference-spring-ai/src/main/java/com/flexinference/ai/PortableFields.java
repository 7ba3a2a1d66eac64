package com.flexinference.ai;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.util.Assert;
import org.springframework.util.CollectionUtils;
import org.springframework.util.StringUtils;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.format.CallerFormat;

/**
 * Writes Spring AI's portable options as parts of a request.
 */
final class PortableFields {

	private PortableFields() {
	}

	static void write(ChatOptions options, CallerFormat format, FlexRequest.Builder request) {
		check(options, format);
		set(options.getModel(), request::model);
		set(options.getMaxTokens(), request::maxTokens);
		set(options.getTemperature(), request::temperature);
		set(options.getTopP(), request::topP);
		set(options.getTopK(), (value) -> request.with("top_k", value));
		set(options.getFrequencyPenalty(), (value) -> request.with("frequency_penalty", value));
		set(options.getPresencePenalty(), (value) -> request.with("presence_penalty", value));
		if (!CollectionUtils.isEmpty(options.getStopSequences())) {
			request.stop(options.getStopSequences().toArray(String[]::new));
		}
	}

	private static void check(ChatOptions options, CallerFormat format) {
		Assert.isTrue(options.getMaxTokens() == null || options.getMaxTokens() > 0,
				"'maxTokens' must be greater than 0");
		List<String> stop = Objects.requireNonNullElse(options.getStopSequences(), List.of());
		Assert.noNullElements(stop, "'stopSequences' must not contain null");
		String refused = Stream
			.of(refusal("stopSequences", !stop.isEmpty(), format, CallerFormat.CHAT_COMPLETIONS, CallerFormat.MESSAGES),
					refusal("topK", options.getTopK() != null, format, CallerFormat.MESSAGES),
					refusal("frequencyPenalty", options.getFrequencyPenalty() != null, format,
							CallerFormat.CHAT_COMPLETIONS),
					refusal("presencePenalty", options.getPresencePenalty() != null, format,
							CallerFormat.CHAT_COMPLETIONS))
			.filter(StringUtils::hasText)
			.collect(Collectors.joining(", "));
		Assert.isTrue(refused.isEmpty(), () -> "The format " + format + " has no field for these options: " + refused
				+ ". Leave them unset, or set another format in FlexInferenceChatOptions.");
	}

	private static String refusal(String option, boolean set, CallerFormat format, CallerFormat... supporting) {
		return (!set || List.of(supporting).contains(format)) ? ""
				: "'" + option + "' (supported by " + StringUtils.arrayToDelimitedString(supporting, " and ") + ")";
	}

	static void checkPart(FlexRequest part) {
		Assert.isTrue(!sets(part, (request) -> request.user("")),
				"'part' must not have messages. Add them to the prompt.");
	}

	static void unset(FlexRequest part, ChatOptions.Builder<?> options) {
		unset(part, (request) -> request.model("-"), () -> options.model(null));
		unset(part, (request) -> request.maxTokens(1), () -> options.maxTokens(null));
		unset(part, (request) -> request.temperature(0), () -> options.temperature(null));
		unset(part, (request) -> request.topP(1), () -> options.topP(null));
		unset(part, (request) -> request.stop("-"), () -> options.stopSequences(null));
		unset(part, (request) -> request.with("top_k", 1), () -> options.topK(null));
		unset(part, (request) -> request.with("frequency_penalty", 0), () -> options.frequencyPenalty(null));
		unset(part, (request) -> request.with("presence_penalty", 0), () -> options.presencePenalty(null));
	}

	private static void unset(FlexRequest part, Consumer<FlexRequest.Builder> field, Runnable reset) {
		if (sets(part, field)) {
			reset.run();
		}
	}

	static boolean sets(FlexRequest part, Consumer<FlexRequest.Builder> field) {
		return part.orElse(FlexRequest.of(field)).equals(part);
	}

	private static <T> void set(@Nullable T value, Consumer<T> setter) {
		if (value != null) {
			setter.accept(value);
		}
	}

}
