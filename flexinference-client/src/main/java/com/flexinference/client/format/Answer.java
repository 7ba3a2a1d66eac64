package com.flexinference.client.format;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a model answered, in one shape for all caller formats (contract section 5.3).
 *
 * @param id the id of the answer, or {@code null} if not said
 * @param model the model that answered, or {@code null} if not said
 * @param text the assistant's text, empty if there is none
 * @param refusal the text of a refusal, or {@code null} if there is none
 * @param toolCalls the tools that the model wants called
 * @param finishReason the format's own word for why the answer ended, or {@code null}
 * @param usage the tokens used, or {@code null} if not said
 * @param cost the cost, or {@code null} if the answer was not priced
 * @param routing how the answer was routed, or {@code null} if not said
 * @param servedTier the tier that served, or {@code null} if not said
 * @param complete whether the answer arrived to its end
 */
public record Answer(@Nullable String id, @Nullable String model, String text, @Nullable String refusal,
		List<ToolCall> toolCalls, @Nullable String finishReason, @Nullable TokenUsage usage, @Nullable Cost cost,
		@Nullable Routing routing, @Nullable String servedTier, boolean complete) {

	public Answer {
		toolCalls = List.copyOf(toolCalls);
	}

}
