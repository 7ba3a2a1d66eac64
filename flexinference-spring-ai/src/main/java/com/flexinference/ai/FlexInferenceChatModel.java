package com.flexinference.ai;

import java.util.Objects;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.MessageAggregator;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.observation.ChatModelObservationConvention;
import org.springframework.ai.chat.observation.ChatModelObservationDocumentation;
import org.springframework.ai.chat.observation.DefaultChatModelObservationConvention;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.util.Assert;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.Answer;
import com.flexinference.template.FlexInferenceScope;
import com.flexinference.template.FlexInferenceTemplate;

/**
 * Spring AI's chat model on FlexInference. Values that the options of a prompt do not set
 * come from the options of the model, then from the {@link FlexInferenceScope scope} of
 * the call, the defaults of the model, and the defaults of the client. Failures are
 * exceptions of the client. Requests are not repeated.
 *
 * <pre>{@code
 * ChatClient chat = ChatClient.create(FlexInferenceChatModel.create(template));
 * }</pre>
 */
public final class FlexInferenceChatModel implements ChatModel {

	private static final String PROVIDER = "flexinference";

	private static final FlexInferenceScope TELL_COST = FlexInferenceScope.of((request) -> request.includeCost(true));

	private static final ChatModelObservationConvention DEFAULT_CONVENTION = new DefaultChatModelObservationConvention();

	private final FlexInferenceTemplate template;

	private final FlexInferenceChatOptions options;

	private final FlexInferenceScope defaults;

	private final ObservationRegistry registry;

	private final @Nullable ChatModelObservationConvention convention;

	private FlexInferenceChatModel(Builder builder) {
		this.template = builder.template;
		this.options = builder.options;
		this.defaults = builder.defaults;
		this.registry = builder.registry;
		this.convention = builder.convention;
	}

	/**
	 * Create a model with default settings.
	 * @param template makes the calls
	 * @return a new model
	 */
	public static FlexInferenceChatModel create(FlexInferenceTemplate template) {
		return builder(template).build();
	}

	/**
	 * Create a builder for a model.
	 * @param template makes the calls
	 * @return a builder
	 */
	public static Builder builder(FlexInferenceTemplate template) {
		return new Builder(template);
	}

	/**
	 * Return the options of this model, completed by the defaults that apply on the
	 * current thread. A prompt that repeats them has the same effect.
	 */
	@Override
	public FlexInferenceChatOptions getOptions() {
		return showDefaults(this.options, FlexInferenceScope.current().inside(this.defaults));
	}

	private FlexInferenceChatOptions showDefaults(FlexInferenceChatOptions set, FlexInferenceScope scope) {
		return set.showing(FlexInferenceScope.with(scope, this.template::defaults));
	}

	@Override
	public ChatResponse call(Prompt prompt) {
		Assert.notNull(prompt, "'prompt' must not be null");
		FlexInferenceScope scope = FlexInferenceScope.current().inside(this.defaults);
		FlexInferenceChatOptions completed = showDefaults(this.options.completing(prompt.getOptions()), scope);
		ChatModelObservationContext context = context(prompt, completed, false);
		return Objects.requireNonNull(observation(context).observe(() -> {
			FlexResponse reply = FlexInferenceScope.with(scope, () -> prepare(prompt, completed).response());
			Answer answer = reply.answer();
			ChatResponse response = ResponseMapper.map(answer, answer.text(), reply, completed.isStructured());
			context.setResponse(response);
			AnswerCheck.check(answer, completed);
			return response;
		}));
	}

	@Override
	public Flux<ChatResponse> stream(Prompt prompt) {
		Assert.notNull(prompt, "'prompt' must not be null");
		FlexInferenceChatOptions set = this.options.completing(prompt.getOptions());
		FlexInferenceScope outer = FlexInferenceScope.current().inside(this.defaults).inside(TELL_COST);
		return Flux.deferContextual((subscriber) -> {
			FlexInferenceScope scope = FlexInferenceAdvisor.scope(subscriber).inside(outer);
			FlexInferenceChatOptions completed = showDefaults(set, scope);
			ChatModelObservationContext context = context(prompt, completed, true);
			AnswerStream answer = new AnswerStream(
					() -> FlexInferenceScope.with(scope, () -> prepare(prompt, completed).stream()), completed);
			return Flux.using(() -> start(observation(context), subscriber),
					(observation) -> new MessageAggregator()
						.aggregate(answer.chunks().doOnError(observation::error),
								(aggregated) -> context.setResponse(answer.complete(aggregated)))
						.contextWrite((written) -> written.put(ObservationThreadLocalAccessor.KEY, observation)),
					Observation::stop);
		});
	}

	private Observation start(Observation observation, ContextView subscriber) {
		Observation parent = subscriber.getOrDefault(ObservationThreadLocalAccessor.KEY,
				this.registry.getCurrentObservation());
		if (parent == null) {
			return observation.start();
		}
		// Tracing takes the span of the current scope for the parent.
		return parent.scoped(() -> observation.parentObservation(parent).start());
	}

	private FlexInferenceTemplate.Call prepare(Prompt prompt, FlexInferenceChatOptions completed) {
		CallerFormat format = format(completed);
		FlexRequest request = PromptMapper.map(prompt.getInstructions(), completed, format);
		return completed.customize(this.template.call(format, request));
	}

	private static CallerFormat format(FlexInferenceChatOptions completed) {
		CallerFormat format = (completed.getFormat() != null) ? completed.getFormat()
				: FlexInferenceScope.current().format();
		return (format != null) ? format : CallerFormat.RESPONSES;
	}

	private static ChatModelObservationContext context(Prompt prompt, FlexInferenceChatOptions options,
			boolean stream) {
		return ChatModelObservationContext.builder()
			.prompt(new Prompt(prompt.getInstructions(), options))
			.provider(PROVIDER)
			.streaming(stream)
			.build();
	}

	private Observation observation(ChatModelObservationContext context) {
		return ChatModelObservationDocumentation.CHAT_MODEL_OPERATION.observation(this.convention, DEFAULT_CONVENTION,
				() -> context, this.registry);
	}

	/**
	 * Builds a {@link FlexInferenceChatModel}.
	 */
	public static final class Builder {

		private final FlexInferenceTemplate template;

		private FlexInferenceChatOptions options = FlexInferenceChatOptions.builder().build();

		private FlexInferenceScope defaults = FlexInferenceScope.NONE;

		private ObservationRegistry registry = ObservationRegistry.NOOP;

		private @Nullable ChatModelObservationConvention convention;

		private Builder(FlexInferenceTemplate template) {
			Assert.notNull(template, "'template' must not be null");
			this.template = template;
		}

		/**
		 * Set the options of prompts that have none. They take precedence over the scope.
		 * @param options the options
		 * @return this builder
		 */
		public Builder options(FlexInferenceChatOptions options) {
			Assert.notNull(options, "'options' must not be null");
			this.options = options;
			return this;
		}

		/**
		 * Set defaults for values that neither the options nor the scope of a call set.
		 * @param defaults the defaults, which take precedence over those of the client
		 * @return this builder
		 */
		public Builder defaults(FlexInferenceScope defaults) {
			Assert.notNull(defaults, "'defaults' must not be null");
			this.defaults = defaults;
			return this;
		}

		/**
		 * Set the registry of observations, by default none.
		 * @param registry the registry
		 * @return this builder
		 */
		public Builder observationRegistry(ObservationRegistry registry) {
			Assert.notNull(registry, "'registry' must not be null");
			this.registry = registry;
			return this;
		}

		/**
		 * Set the convention that names observations and their keys.
		 * @param convention the convention, or {@code null} for that of the registry, or
		 * else the default
		 * @return this builder
		 */
		public Builder observationConvention(@Nullable ChatModelObservationConvention convention) {
			this.convention = convention;
			return this;
		}

		/**
		 * Build the model.
		 * @return a new model
		 */
		public FlexInferenceChatModel build() {
			return new FlexInferenceChatModel(this);
		}

	}

}
