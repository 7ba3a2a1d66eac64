package com.flexinference.ai;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.util.Assert;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.format.CallerFormat;

/**
 * Writes Spring AI's portable options as fields of a caller format.
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
		if (options.getModel() != null) {
			request.model(options.getModel());
		}
		if (options.getMaxTokens() != null) {
			request.maxTokens(options.getMaxTokens());
		}
		Map<String, Object> fields = sampling(options, format);
		if (format != CallerFormat.INTERACTIONS) {
			fields.forEach(request::with);
		}
		else if (!fields.isEmpty()) {
			request.with("generation_config", fields);
		}
	}

	private static Map<String, Object> sampling(ChatOptions options, CallerFormat format) {
		boolean chat = format == CallerFormat.CHAT_COMPLETIONS;
		Map<String, Object> fields = new LinkedHashMap<>();
		put(fields, "temperature", options.getTemperature());
		put(fields, "top_p", options.getTopP());
		refuse("topK", options.getTopK(), format, false);
		refuse("stopSequences", options.getStopSequences(), format, chat || format == CallerFormat.MESSAGES);
		refuse("frequencyPenalty", options.getFrequencyPenalty(), format, chat);
		refuse("presencePenalty", options.getPresencePenalty(), format, chat);
		put(fields, chat ? "stop" : "stop_sequences", options.getStopSequences());
		put(fields, "frequency_penalty", options.getFrequencyPenalty());
		put(fields, "presence_penalty", options.getPresencePenalty());
		return fields;
	}

	private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
		if (value != null) {
			fields.put(name, value);
		}
	}

	private static void refuse(String option, @Nullable Object value, CallerFormat format, boolean allowed) {
		Assert.isTrue(value == null || allowed, () -> "The option '" + option + "' has no field in the format " + format
				+ ". Leave it unset, or set another format by FlexInferenceChatOptions.");
	}

}
