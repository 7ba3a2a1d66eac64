package com.flexinference.ai;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.util.Assert;
import org.springframework.util.CollectionUtils;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.format.CallerFormat;

/**
 * Writes Spring AI's portable options as parts of a request.
 */
final class PortableFields {

	private PortableFields() {
	}

	/**
	 * Write the options.
	 * @param options the options
	 * @param format the caller format
	 * @param request the request to write to
	 * @throws IllegalArgumentException if the format has no field for an option
	 */
	static void write(ChatOptions options, CallerFormat format, FlexRequest.Builder request) {
		set(options.getModel(), request::model);
		set(options.getMaxTokens(), request::maxTokens);
		set(options.getTemperature(), request::temperature);
		set(options.getTopP(), request::topP);
		List<String> stop = options.getStopSequences();
		if (!CollectionUtils.isEmpty(stop)) {
			check("stopSequences", format, CallerFormat.CHAT_COMPLETIONS, CallerFormat.MESSAGES);
			Assert.noNullElements(stop, "'stopSequences' must not contain null");
			request.stop(stop.toArray(String[]::new));
		}
		set(options.getTopK(), (value) -> {
			check("topK", format, CallerFormat.MESSAGES);
			request.with("top_k", value);
		});
		set(options.getFrequencyPenalty(), (value) -> {
			check("frequencyPenalty", format, CallerFormat.CHAT_COMPLETIONS);
			request.with("frequency_penalty", value);
		});
		set(options.getPresencePenalty(), (value) -> {
			check("presencePenalty", format, CallerFormat.CHAT_COMPLETIONS);
			request.with("presence_penalty", value);
		});
	}

	/**
	 * Unset the options that a part of a request sets.
	 * @param part the part
	 * @param options the options
	 */
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

	/**
	 * Return whether a part of a request sets a field.
	 * @param part the part
	 * @param field sets the field to any value
	 * @return whether the field cannot be filled
	 */
	static boolean sets(FlexRequest part, Consumer<FlexRequest.Builder> field) {
		return part.orElse(FlexRequest.of(field)).equals(part);
	}

	private static <T> void set(@Nullable T value, Consumer<T> setter) {
		if (value != null) {
			setter.accept(value);
		}
	}

	private static void check(String option, CallerFormat format, CallerFormat... supported) {
		Assert.isTrue(List.of(supported).contains(format),
				() -> "The option '" + option + "' has no field in the format " + format + ". Leave it unset, or set "
						+ List.of(supported) + " as the format of FlexInferenceChatOptions.");
	}

}
