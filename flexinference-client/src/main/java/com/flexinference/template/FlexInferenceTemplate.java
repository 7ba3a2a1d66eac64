package com.flexinference.template;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.StringValueResolver;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.FlexStream;
import com.flexinference.client.RequestOptions;
import com.flexinference.client.StartWithin;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.template.declared.DeclaredClient;
import com.flexinference.template.declared.InvalidDeclaredClientException;
import com.flexinference.template.declared.Prompt;
import com.flexinference.template.typed.TypedAnswerException;

/**
 * Template for calls whose unset parts come from the {@link FlexInferenceScope scope} of
 * the current thread, which {@link FlexInference} on a bean's method or type opens, and
 * then from the defaults of the client.
 *
 * <pre>{@code
 * &#64;FlexInference(startWithin = "00h-01m-00s", model = "gemini-3.5-flash")
 * String summarize(String contract) {
 *     return this.flex.interactions("Summarize: " + contract).text();
 * }
 * }</pre>
 *
 * A template is thread-safe.
 */
public interface FlexInferenceTemplate {

	/**
	 * Prepare a call in OpenAI's Responses format.
	 * @param prompt the text of the user message
	 * @return a call that is not sent yet
	 */
	default Call responses(String prompt) {
		return responses(FlexRequest.of((r) -> r.user(prompt)));
	}

	/**
	 * Prepare a call in OpenAI's Responses format.
	 * @param request sets up the request; what it leaves unset comes from the scope
	 * @return a call that is not sent yet
	 */
	default Call responses(Consumer<FlexRequest.Builder> request) {
		return responses(FlexRequest.of(request));
	}

	/**
	 * Prepare a call in OpenAI's Responses format.
	 * @param request the request; what it leaves unset comes from the scope
	 * @return a call that is not sent yet
	 */
	default Call responses(FlexRequest request) {
		return call(CallerFormat.RESPONSES, request);
	}

	/**
	 * Prepare a call in OpenAI's Chat Completions format.
	 * @param prompt the text of the user message
	 * @return a call that is not sent yet
	 */
	default Call chatCompletions(String prompt) {
		return chatCompletions(FlexRequest.of((r) -> r.user(prompt)));
	}

	/**
	 * Prepare a call in OpenAI's Chat Completions format.
	 * @param request sets up the request; what it leaves unset comes from the scope
	 * @return a call that is not sent yet
	 */
	default Call chatCompletions(Consumer<FlexRequest.Builder> request) {
		return chatCompletions(FlexRequest.of(request));
	}

	/**
	 * Prepare a call in OpenAI's Chat Completions format.
	 * @param request the request; what it leaves unset comes from the scope
	 * @return a call that is not sent yet
	 */
	default Call chatCompletions(FlexRequest request) {
		return call(CallerFormat.CHAT_COMPLETIONS, request);
	}

	/**
	 * Prepare a call in Google's Interactions format.
	 * @param prompt the text of the user message
	 * @return a call that is not sent yet
	 */
	default Call interactions(String prompt) {
		return interactions(FlexRequest.of((r) -> r.user(prompt)));
	}

	/**
	 * Prepare a call in Google's Interactions format.
	 * @param request sets up the request; what it leaves unset comes from the scope
	 * @return a call that is not sent yet
	 */
	default Call interactions(Consumer<FlexRequest.Builder> request) {
		return interactions(FlexRequest.of(request));
	}

	/**
	 * Prepare a call in Google's Interactions format.
	 * @param request the request; what it leaves unset comes from the scope
	 * @return a call that is not sent yet
	 */
	default Call interactions(FlexRequest request) {
		return call(CallerFormat.INTERACTIONS, request);
	}

	/**
	 * Prepare a call in Anthropic's Messages format.
	 * @param prompt the text of the user message
	 * @return a call that is not sent yet
	 */
	default Call messages(String prompt) {
		return messages(FlexRequest.of((r) -> r.user(prompt)));
	}

	/**
	 * Prepare a call in Anthropic's Messages format.
	 * @param request sets up the request; what it leaves unset comes from the scope
	 * @return a call that is not sent yet
	 */
	default Call messages(Consumer<FlexRequest.Builder> request) {
		return messages(FlexRequest.of(request));
	}

	/**
	 * Prepare a call in Anthropic's Messages format.
	 * @param request the request; what it leaves unset comes from the scope
	 * @return a call that is not sent yet
	 */
	default Call messages(FlexRequest request) {
		return call(CallerFormat.MESSAGES, request);
	}

	/**
	 * Prepare a call in the format of the scope, or else of the template.
	 * @param prompt the text of the user message
	 * @return a call that is not sent yet
	 */
	default Call ask(String prompt) {
		return ask(FlexRequest.of((r) -> r.user(prompt)));
	}

	/**
	 * Prepare a call in the format of the scope, or else of the template.
	 * @param request the request; what it leaves unset comes from the scope
	 * @return a call that is not sent yet
	 */
	Call ask(FlexRequest request);

	/**
	 * Prepare a call in the format of the scope, or else of the template.
	 * @param request sets up the request; what it leaves unset comes from the scope
	 * @return a call that is not sent yet
	 */
	default Call ask(Consumer<FlexRequest.Builder> request) {
		return ask(FlexRequest.of(request));
	}

	/**
	 * Prepare a call in a format that is chosen at run time.
	 * @param format the caller format
	 * @param request the request; what it leaves unset comes from the scope
	 * @return a call that is not sent yet
	 */
	Call call(CallerFormat format, FlexRequest request);

	/**
	 * Return what a call gets where its request sets nothing: the values of the scope of
	 * the current thread, then the defaults of the client.
	 * @return a partial request
	 */
	FlexRequest defaults();

	/**
	 * Create a client of an interface, which need not be marked as a
	 * {@link DeclaredClient}, whose methods have {@link Prompt} and may have
	 * {@link FlexInference}. They return a {@code String}, a record or other typed
	 * answer, {@link FlexResponse}, {@link FlexStream}, or a {@link CompletableFuture} of
	 * one of them.
	 * @param <T> the type of the client
	 * @param type the interface, compiled with {@code -parameters}
	 * @return a client that is safe for use by many threads
	 * @throws InvalidDeclaredClientException if the interface or a method of it is wrong
	 */
	<T> T createClient(Class<T> type);

	/**
	 * Create a template with everything at its default.
	 * @param client the client that sends the calls
	 * @return a new template
	 */
	static FlexInferenceTemplate create(FlexInferenceClient client) {
		return builder(client).build();
	}

	/**
	 * Create a builder.
	 * @param client the client that sends the calls
	 * @return a builder
	 */
	static Builder builder(FlexInferenceClient client) {
		return new DefaultFlexInferenceTemplateBuilder(client);
	}

	/**
	 * A call that is sent by one of its methods {@code text}, {@code response},
	 * {@code as}, {@code stream} and {@code async}. An instance is immutable and can be
	 * sent more than once.
	 */
	interface Call {

		/**
		 * Let the answer start by a point in time.
		 * @param target when the answer should have started; if that is less than 5
		 * seconds ahead, the standard tier is used
		 * @return a new call
		 * @throws IllegalStateException if the call has an escalation
		 */
		Call startBy(Instant target);

		/**
		 * Try several values of {@code start_within} in turn. The next one is sent when
		 * an attempt failed before the answer started, with a timeout or an error that
		 * the service marks as retryable. Each attempt may be billed.
		 * @param steps the values to try, in order, in place of the request's own; at
		 * least one
		 * @return a new call
		 * @throws IllegalStateException if the call has a point in time to start by
		 */
		Call escalate(StartWithin... steps);

		/**
		 * Set the options of the call.
		 * @param options the options
		 * @return a new call
		 */
		Call options(RequestOptions options);

		/**
		 * Send the call and wait for the text of the answer.
		 * @return the text, empty for a refusal or an answer of tool calls only
		 */
		default String text() {
			return response().text();
		}

		/**
		 * Send the call and wait for the whole answer.
		 * @return the answer
		 */
		FlexResponse response();

		/**
		 * Send the call, requesting JSON that follows the schema of a type, and wait for
		 * it.
		 * @param <T> the type of the answer
		 * @param type a record, class or enum; components may be nested, lists, and
		 * {@code Optional} or nullable
		 * @return the typed answer
		 * @throws IllegalArgumentException if the type has a part that is not supported,
		 * before anything is sent
		 * @throws TypedAnswerException if the answer is not of that type
		 */
		<T> T as(Class<T> type);

		/**
		 * Send the call, requesting JSON that follows the schema of a type, and wait for
		 * it.
		 * @param <T> the type of the answer
		 * @param type the type, such as a list of records
		 * @return the typed answer
		 * @throws TypedAnswerException if the answer is not of that type
		 */
		<T> T as(ParameterizedTypeReference<T> type);

		/**
		 * Send the call and wait for the answer to start.
		 * @return the answer as it arrives, to be closed
		 */
		FlexStream stream();

		/**
		 * Send the call on another thread, in the scope of the current one.
		 * @return the answer to come; to cancel it, or to complete it otherwise, such as
		 * by a timeout, closes the connection, which stops the provider's work
		 */
		default CompletableFuture<FlexResponse> async() {
			return async(Call::response);
		}

		/**
		 * Send the call on another thread, in the scope of the current one.
		 * @param <T> the type of the answer
		 * @param type the type, as for {@link #as(Class)}
		 * @return the typed answer to come, which can be cancelled as that of
		 * {@link #async()}
		 */
		default <T> CompletableFuture<T> async(Class<T> type) {
			return async((call) -> call.as(type));
		}

		/**
		 * Send the call on another thread, in the scope of the current one.
		 * @param <T> the type of the answer
		 * @param type the type, such as a list of records
		 * @return the typed answer to come, which can be cancelled as that of
		 * {@link #async()}
		 */
		default <T> CompletableFuture<T> async(ParameterizedTypeReference<T> type) {
			return async((call) -> call.as(type));
		}

		/**
		 * Send the call on another thread, in the scope of the current one.
		 * @param <T> the type of the result
		 * @param sender sends the call, such as {@code (call) -> call.as(Review.class)}
		 * @return the result to come, which can be cancelled as that of {@link #async()}
		 */
		<T> CompletableFuture<T> async(Function<Call, T> sender);

	}

	/**
	 * Builds a {@link FlexInferenceTemplate}.
	 */
	interface Builder {

		/**
		 * Set the format of {@link FlexInferenceTemplate#ask}, by default Responses.
		 * @param format the caller format
		 * @return this builder
		 */
		Builder format(CallerFormat format);

		/**
		 * Set the time that is reserved for generating an answer when a deadline shortens
		 * {@code start_within}, by default 30 seconds.
		 * @param allowance the time, not negative
		 * @return this builder
		 */
		Builder generationAllowance(Duration allowance);

		/**
		 * Set the clock, by default that of the system.
		 * @param clock the clock
		 * @return this builder
		 */
		Builder clock(InstantSource clock);

		/**
		 * Set the executor of asynchronous calls, by default one daemon thread for each.
		 * A call occupies its thread until it is answered, which can take minutes.
		 * @param executor the executor
		 * @return this builder
		 */
		Builder executor(Executor executor);

		/**
		 * Set the mapper that reads typed answers, by default one with Jackson's
		 * defaults.
		 * @param mapper the mapper of the application
		 * @return this builder
		 */
		Builder jsonMapper(JsonMapper mapper);

		/**
		 * Set the resolver of placeholders in declared clients, by default none.
		 * @param resolver the resolver
		 * @return this builder
		 */
		Builder placeholders(StringValueResolver resolver);

		/**
		 * Add a source of deadlines, such as that of the current transaction. It is asked
		 * on the thread that makes the call. The earliest of all deadlines counts.
		 * @param source the source
		 * @return this builder
		 */
		Builder deadline(Deadline.Source source);

		/**
		 * Set the override of {@code start_within} for all calls.
		 * @param override the override, which can be changed at any time
		 * @return this builder
		 */
		Builder override(StartWithinOverride override);

		/**
		 * Build the template.
		 * @return a new template
		 */
		FlexInferenceTemplate build();

	}

}
