package com.flexinference.client.message;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.text.ForeignText;

/**
 * The answer of a model, in a common form for all caller formats (docs/wire-contract.md,
 * section 5.3).
 *
 * @param format the caller format of the answer
 * @param id the id of the answer, or {@code null} if not reported
 * @param model the model that answered, or {@code null} if not reported
 * @param text the assistant's text, empty if there is none
 * @param reasoning the text of the model's reasoning, as far as the service shows it;
 * empty if there is none; a blank line separates its parts
 * @param refusal the text of a refusal, or {@code null} if there is none
 * @param toolCalls the tools that the model wants called
 * @param citations the pages that a complete answer cites
 * @param items the JSON objects that a complete answer consists of, each as it arrived:
 * items of output, the message of the assistant, steps or content blocks
 * @param finishReason the format's own word for why the answer ended, or {@code null}
 * @param usage the tokens used, or {@code null} if not reported
 * @param cost the cost, or {@code null} if the answer was not priced
 * @param routing how the answer was routed, or {@code null} if not reported
 * @param servedTier the tier that served, or {@code null} if not reported
 * @param complete whether the answer arrived to its end
 */
public record Answer(CallerFormat format, @Nullable String id, @Nullable String model, String text, String reasoning,
		@Nullable String refusal, List<ToolCall> toolCalls, List<Citation> citations, List<String> items,
		@Nullable String finishReason, @Nullable TokenUsage usage, @Nullable Cost cost, @Nullable Routing routing,
		@Nullable String servedTier, boolean complete) implements Serializable {

	private static final Set<String> TRUNCATED = Set.of("max_output_tokens", "length", "incomplete", "max_tokens");

	private static final Set<String> REFUSED = Set.of("content_filter", "refusal");

	public Answer {
		toolCalls = List.copyOf(toolCalls);
		citations = List.copyOf(citations);
		items = List.copyOf(items);
	}

	/**
	 * Return the tools that the model wants called.
	 * @return the calls, each with this answer
	 */
	@Override
	public List<ToolCall> toolCalls() {
		return this.toolCalls.stream()
			.map((call) -> new ToolCall(call.id(), call.name(), call.arguments(), this))
			.toList();
	}

	/**
	 * Return whether the limit of tokens was reached.
	 * @return whether the finish reason says so, in the words of any format
	 */
	public boolean isTruncated() {
		return this.finishReason != null && TRUNCATED.contains(this.finishReason);
	}

	/**
	 * Return whether the model refused, or a filter stopped it.
	 * @return whether there is a refusal, or the finish reason says so
	 */
	public boolean isRefused() {
		return this.refusal != null || this.finishReason != null && REFUSED.contains(this.finishReason);
	}

	/**
	 * Return the additional cost of the standard tier. The flex tier costs half of it
	 * (docs/wire-contract.md, section 2.4).
	 * @return an amount equal to the cost, or {@code null} if flex did not serve or the
	 * cost is not known
	 */
	public @Nullable Cost savings() {
		return "flex".equals(this.servedTier) ? this.cost : null;
	}

	/**
	 * Return a description of the answer without its content, which may be confidential.
	 */
	@Override
	public String toString() {
		return ForeignText.neutralize("Answer[format=" + this.format + ", id=" + this.id + ", model=" + this.model
				+ ", text=" + this.text.length() + " characters, reasoning=" + this.reasoning.length()
				+ " characters, refusal=" + (this.refusal != null) + ", toolCalls=" + this.toolCalls.size()
				+ ", finishReason=" + this.finishReason + ", usage=" + this.usage + ", cost=" + this.cost + ", routing="
				+ this.routing + ", servedTier=" + this.servedTier + ", complete=" + this.complete + "]");
	}

	/**
	 * Replace cost and routing.
	 * @param newCost the cost, or {@code null}
	 * @param newRouting the routing, or {@code null}
	 * @return a new answer
	 */
	public Answer with(@Nullable Cost newCost, @Nullable Routing newRouting) {
		return new Answer(this.format, this.id, this.model, this.text, this.reasoning, this.refusal, this.toolCalls,
				this.citations, this.items, this.finishReason, this.usage, newCost, newRouting, this.servedTier,
				this.complete);
	}

}
