package com.flexinference.ai;

import java.util.List;
import java.util.Objects;
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

	private static final UnaryOperator<Call> AS_PREPARED = (call) -> call;

	private final FlexRequest request;

	private final UnaryOperator<Call> call;

	private final @Nullable CallerFormat format;

	private final @Nullable String outputSchema;

	private FlexInferenceChatOptions(ToolCallingChatOptions portable, Builder builder) {
		super(portable.getToolCallbacks(), portable.getToolContext(), portable.getModel(),
				portable.getFrequencyPenalty(), portable.getMaxTokens(), portable.getPresencePenalty(),
				portable.getStopSequences(), portable.getTemperature(), portable.getTopK(), portable.getTopP());
		this.request = builder.request;
		this.call = builder.call;
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

	boolean isStructured() {
		return this.outputSchema != null;
	}

	Call customize(Call prepared) {
		return this.call.apply(prepared);
	}

	/**
	 * Fill what other options leave unset.
	 * @param other options of any model, or {@code null} for none
	 * @return the other options, completed by these
	 */
	FlexInferenceChatOptions completing(@Nullable ChatOptions other) {
		if (other == null) {
			return this;
		}
		Builder builder = mutate().portable(other);
		if (other instanceof ToolCallingChatOptions tools) {
			builder.tools(tools);
		}
		if (other instanceof StructuredOutputChatOptions structured && structured.getOutputSchema() != null) {
			builder.outputSchema(structured.getOutputSchema());
		}
		if (other instanceof FlexInferenceChatOptions own) {
			builder.own(own.request, own.call, own.format);
		}
		return builder.build();
	}

	@Override
	public Builder mutate() {
		Builder builder = new Builder().portable(this);
		builder.tools(this);
		builder.request = this.request;
		builder.call = this.call;
		builder.format = this.format;
		builder.outputSchema = this.outputSchema;
		return builder;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return super.equals(other) && other instanceof FlexInferenceChatOptions that
				&& this.request.equals(that.request) && this.call.equals(that.call) && this.format == that.format
				&& Objects.equals(this.outputSchema, that.outputSchema);
	}

	@Override
	public int hashCode() {
		return Objects.hash(super.hashCode(), this.format, this.outputSchema);
	}

	/**
	 * Start to build options.
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

		private FlexRequest request = FlexRequest.EMPTY;

		private UnaryOperator<Call> call = AS_PREPARED;

		private @Nullable CallerFormat format;

		private @Nullable String outputSchema;

		private Builder() {
		}

		/**
		 * Add a part of a request. Messages, model, tools and schema come from the prompt
		 * and the other options.
		 * @param part writes the part; it takes precedence over those set before
		 * @return this builder
		 */
		public Builder request(Consumer<FlexRequest.Builder> part) {
			return request(FlexRequest.of(part));
		}

		/**
		 * Add a part of a request.
		 * @param part the part; it takes precedence over those set before
		 * @return this builder
		 */
		public Builder request(FlexRequest part) {
			Assert.notNull(part, "'part' must not be null");
			this.request = part.orElse(this.request);
			return this;
		}

		/**
		 * Customize each call before it is sent, such as by a timeout, a point in time to
		 * start by, or values of {@code start_within} to try in turn.
		 * @param customizer takes the call and returns the one to send; it follows those
		 * set before
		 * @return this builder
		 */
		public Builder call(UnaryOperator<Call> customizer) {
			Assert.notNull(customizer, "'customizer' must not be null");
			UnaryOperator<Call> before = this.call;
			this.call = (before == AS_PREPARED) ? customizer : (prepared) -> customizer.apply(before.apply(prepared));
			return this;
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
			super.combineWith(other);
			if (other instanceof Builder that) {
				own(that.request, that.call, that.format);
				this.outputSchema = (that.outputSchema != null) ? that.outputSchema : this.outputSchema;
			}
			return this;
		}

		private void own(FlexRequest otherRequest, UnaryOperator<Call> otherCall, @Nullable CallerFormat otherFormat) {
			request(otherRequest);
			if (otherCall != AS_PREPARED && otherCall != this.call) {
				call(otherCall);
			}
			this.format = (otherFormat != null) ? otherFormat : this.format;
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
			return new FlexInferenceChatOptions(super.build(), this);
		}

	}

}
