package com.flexinference.ai;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.model.tool.DefaultToolCallingChatOptions;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.util.Assert;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.template.FlexInferenceTemplate.Call;

/**
 * Options of {@link FlexInferenceChatModel}: Spring AI's portable options, a caller
 * format, and any part of a FlexInference request, such as how long it can wait to start.
 * An instance is immutable.
 *
 * <pre>{@code
 * FlexInferenceChatOptions.builder()
 *     .model("gpt-5.5")
 *     .request((r) -> r.startWithin(Duration.ofMinutes(5)))
 *     .build();
 * }</pre>
 */
public final class FlexInferenceChatOptions extends DefaultToolCallingChatOptions
		implements StructuredOutputChatOptions {

	/**
	 * The portable options that are set, without the defaults.
	 */
	private final ChatOptions own;

	private final FlexRequest defaults;

	private final FlexRequest request;

	private final Set<UnaryOperator<Call>> calls;

	private final @Nullable CallerFormat format;

	private final @Nullable String outputSchema;

	private FlexInferenceChatOptions(ToolCallingChatOptions own, FlexRequest effective, Builder builder) {
		super(own.getToolCallbacks(), own.getToolContext(), first(own.getModel(), effective.model()),
				own.getFrequencyPenalty(), first(own.getMaxTokens(), effective.maxTokens()), own.getPresencePenalty(),
				own.getStopSequences(), first(own.getTemperature(), effective.temperature()), own.getTopK(),
				first(own.getTopP(), effective.topP()));
		this.own = own;
		this.defaults = builder.defaults;
		this.request = builder.request;
		this.calls = builder.calls;
		this.format = builder.format;
		this.outputSchema = builder.outputSchema;
	}

	/**
	 * Return the part of the request that Spring AI has no options for.
	 * @return the request, maybe empty
	 */
	public FlexRequest getRequest() {
		return this.request;
	}

	/**
	 * Return the caller format.
	 * @return the format, or {@code null} for the default
	 */
	public @Nullable CallerFormat getFormat() {
		return this.format;
	}

	@Override
	public @Nullable String getOutputSchema() {
		return this.outputSchema;
	}

	private static <T> @Nullable T first(@Nullable T value, @Nullable T other) {
		return (value != null) ? value : other;
	}

	ChatOptions own() {
		return this.own;
	}

	boolean isStructured() {
		return this.outputSchema != null;
	}

	Call customize(Call prepared) {
		Call customized = prepared;
		for (UnaryOperator<Call> customizer : this.calls) {
			customized = customizer.apply(customized);
			Assert.state(customized != null, "A customizer of 'call' must not return null");
		}
		return customized;
	}

	FlexInferenceChatOptions completing(@Nullable ChatOptions other) {
		if (other == null) {
			return this;
		}
		Builder builder = mutate();
		if (other instanceof FlexInferenceChatOptions that) {
			builder.add(that.request, that.calls, that.format).portable(that.own);
		}
		else {
			builder.portable(other);
		}
		if (other instanceof ToolCallingChatOptions tools) {
			builder.tools(tools);
		}
		if (other instanceof StructuredOutputChatOptions structured && structured.getOutputSchema() != null) {
			builder.outputSchema(structured.getOutputSchema());
		}
		return builder.build();
	}

	FlexInferenceChatOptions showing(FlexRequest newDefaults) {
		// Defaults are shown, and never written to requests.
		Builder builder = mutate();
		builder.defaults = newDefaults;
		return builder.build();
	}

	@Override
	public Builder mutate() {
		Builder builder = new Builder().portable(this.own);
		builder.tools(this);
		builder.defaults = this.defaults;
		builder.request = this.request;
		builder.calls = this.calls;
		builder.format = this.format;
		builder.outputSchema = this.outputSchema;
		return builder;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return super.equals(other) && other instanceof FlexInferenceChatOptions that && this.own.equals(that.own)
				&& this.request.equals(that.request) && this.calls.equals(that.calls) && this.format == that.format
				&& Objects.equals(this.outputSchema, that.outputSchema);
	}

	@Override
	public int hashCode() {
		return Objects.hash(super.hashCode(), this.format, this.outputSchema);
	}

	/**
	 * Return which model, format and parts of a request are set, never other values.
	 */
	@Override
	public String toString() {
		return "FlexInferenceChatOptions[model=" + getModel() + ", format=" + this.format + ", " + this.request + "]";
	}

	/**
	 * Create a builder for options.
	 * @return a builder in which nothing is set
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Builds {@link FlexInferenceChatOptions}.
	 */
	public static final class Builder extends DefaultToolCallingChatOptions.Builder<Builder>
			implements StructuredOutputChatOptions.Builder<Builder> {

		private FlexRequest defaults = FlexRequest.EMPTY;

		private FlexRequest request = FlexRequest.EMPTY;

		private Set<UnaryOperator<Call>> calls = Set.of();

		private @Nullable CallerFormat format;

		private @Nullable String outputSchema;

		private Builder() {
		}

		/**
		 * Add a part of a request.
		 * @param part writes the part, without messages; it takes precedence over parts
		 * and portable options set before
		 * @return this builder
		 * @throws IllegalArgumentException if the part has messages
		 */
		public Builder request(Consumer<FlexRequest.Builder> part) {
			return request(FlexRequest.of(part));
		}

		/**
		 * Add a part of a request.
		 * @param part the part, without messages; it takes precedence over parts and
		 * portable options set before
		 * @return this builder
		 * @throws IllegalArgumentException if the part has messages
		 */
		public Builder request(FlexRequest part) {
			Assert.notNull(part, "'part' must not be null");
			PortableFields.checkPart(part);
			PortableFields.unset(part, this);
			this.request = part.orElse(this.request);
			return this;
		}

		/**
		 * Customize each call before it is sent, such as by a timeout, a point in time to
		 * start by, or values of {@code start_within} to try in turn.
		 * @param customizer takes the call and returns the one to send; it follows those
		 * set before, and is applied once
		 * @return this builder
		 */
		public Builder call(UnaryOperator<Call> customizer) {
			Assert.notNull(customizer, "'customizer' must not be null");
			return calls(Set.of(customizer));
		}

		/**
		 * Set the caller format.
		 * @param newFormat the format, or {@code null} for that of the scope, or else
		 * Responses
		 * @return this builder
		 */
		public Builder format(@Nullable CallerFormat newFormat) {
			this.format = newFormat;
			return this;
		}

		@Override
		public Builder outputSchema(@Nullable String schema) {
			this.outputSchema = schema;
			return this;
		}

		@Override
		public Builder combineWith(ChatOptions.Builder<?> other) {
			if (other instanceof Builder that) {
				add(that.request, that.calls, that.format);
				this.outputSchema = (that.outputSchema != null) ? that.outputSchema : this.outputSchema;
			}
			return super.combineWith(other);
		}

		private Builder add(FlexRequest otherRequest, Set<UnaryOperator<Call>> otherCalls,
				@Nullable CallerFormat otherFormat) {
			this.format = first(otherFormat, this.format);
			return request(otherRequest).calls(otherCalls);
		}

		private Builder calls(Set<UnaryOperator<Call>> added) {
			// A clone of this builder has the same set.
			Set<UnaryOperator<Call>> all = new LinkedHashSet<>(this.calls);
			all.addAll(added);
			this.calls = all;
			return this;
		}

		private Builder portable(ChatOptions other) {
			ChatOptions.Builder<?> builder = ChatOptions.builder()
				.model(other.getModel())
				.frequencyPenalty(other.getFrequencyPenalty())
				.maxTokens(other.getMaxTokens())
				.presencePenalty(other.getPresencePenalty())
				.temperature(other.getTemperature())
				.topK(other.getTopK())
				.topP(other.getTopP());
			super.combineWith(builder);
			return (other.getStopSequences() != null) ? stopSequences(other.getStopSequences()) : this;
		}

		private void tools(ToolCallingChatOptions other) {
			List<ToolCallback> callbacks = other.getToolCallbacks();
			if (callbacks != null) {
				toolCallbacks(callbacks);
			}
			if (other.getToolContext() != null) {
				toolContext(other.getToolContext());
			}
		}

		@Override
		public FlexInferenceChatOptions build() {
			return new FlexInferenceChatOptions(super.build(), this.request.orElse(this.defaults), this);
		}

	}

}
