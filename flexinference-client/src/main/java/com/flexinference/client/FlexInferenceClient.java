package com.flexinference.client;

import java.util.List;
import java.util.function.Consumer;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.observation.FlexInferenceObservationConvention;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.Timeouts;

/**
 * Client for FlexInference, the inference router. A request has one of four caller
 * formats. Its field {@code start_within} sets how long it can wait to start.
 *
 * <pre>{@code
 * FlexInferenceClient client = FlexInferenceClient.create(apiKey);
 * FlexResponse response = client.responses()
 *     .create((r) -> r.model("gpt-5.5").user("Write a haiku.").startWithin(Duration.ofSeconds(30)));
 * response.text();
 * }</pre>
 *
 * A client is thread-safe and should live as long as the application.
 */
public interface FlexInferenceClient extends AutoCloseable {

	/**
	 * Return the calls in OpenAI's Responses format, {@code POST /responses}.
	 * @return the calls of the format
	 */
	default Calls responses() {
		return calls(CallerFormat.RESPONSES);
	}

	/**
	 * Return the calls in OpenAI's Chat Completions format,
	 * {@code POST /chat/completions}.
	 * @return the calls of the format
	 */
	default Calls chatCompletions() {
		return calls(CallerFormat.CHAT_COMPLETIONS);
	}

	/**
	 * Return the calls in Google's Interactions format, {@code POST /interactions}.
	 * @return the calls of the format
	 */
	default Calls interactions() {
		return calls(CallerFormat.INTERACTIONS);
	}

	/**
	 * Return the calls in Anthropic's Messages format, {@code POST /messages}.
	 * @return the calls of the format
	 */
	default Calls messages() {
		return calls(CallerFormat.MESSAGES);
	}

	/**
	 * Return the calls in a format that is chosen at run time.
	 * @param format the caller format
	 * @return the calls of the format
	 */
	Calls calls(CallerFormat format);

	/**
	 * Return the calls for models, {@code GET /models}.
	 * @return the calls for models
	 */
	Models models();

	/**
	 * Return the limits of the organization, {@code GET /limits}. The call is free.
	 * @return the limits at this time
	 */
	default FlexLimits limits() {
		return limits(RequestOptions.none());
	}

	/**
	 * Return the limits of the organization, {@code GET /limits}. The call is free.
	 * @param options the options of this call
	 * @return the limits at this time
	 */
	FlexLimits limits(RequestOptions options);

	/**
	 * Return the settings of the client.
	 * @return the current settings, without the API key
	 */
	Settings settings();

	/**
	 * Return the defaults of requests.
	 * @return the fields that have a default
	 */
	FlexRequest defaults();

	/**
	 * Create a builder with the settings of this client.
	 * @return a new builder
	 */
	Builder mutate();

	/**
	 * Close the connections, open streams included.
	 */
	@Override
	void close();

	/**
	 * Create a client with default settings.
	 * @param apiKey the FlexInference API key
	 * @return a new client
	 * @throws InvalidConfigurationException if the key has characters that are not
	 * allowed
	 */
	static FlexInferenceClient create(String apiKey) {
		return builder().apiKey(apiKey).build();
	}

	/**
	 * Create a builder.
	 * @return a new builder
	 */
	static Builder builder() {
		return new DefaultFlexInferenceClientBuilder();
	}

	/**
	 * The calls of one caller format. All throw {@link InvalidRequestException} before
	 * any I/O if the service would always refuse the request,
	 * {@link FlexInferenceResponseException} if the service answers with an error,
	 * {@link FlexInferenceTimeoutException} if a timeout expires, and
	 * {@link FlexInferenceTransportException} if the connection fails.
	 */
	interface Calls {

		/**
		 * Send a request and wait for the whole answer.
		 * @param request the request
		 * @return the answer
		 */
		default FlexResponse create(FlexRequest request) {
			return create(request, RequestOptions.none());
		}

		/**
		 * Send a request and wait for the whole answer.
		 * @param request sets up the request
		 * @return the answer
		 */
		default FlexResponse create(Consumer<FlexRequest.Builder> request) {
			return create(FlexRequest.of(request));
		}

		/**
		 * Send a request and wait for the whole answer.
		 * @param request sets up the request
		 * @param options the options of this call
		 * @return the answer
		 */
		default FlexResponse create(Consumer<FlexRequest.Builder> request, RequestOptions options) {
			return create(FlexRequest.of(request), options);
		}

		/**
		 * Send a request and wait for the whole answer.
		 * @param request the request
		 * @param options the options of this call
		 * @return the answer
		 */
		FlexResponse create(FlexRequest request, RequestOptions options);

		/**
		 * Send a request and wait for the answer to start.
		 * @param request the request
		 * @return the answer as it arrives, to be closed
		 */
		default FlexStream stream(FlexRequest request) {
			return stream(request, RequestOptions.none());
		}

		/**
		 * Send a request and wait for the answer to start.
		 * @param request sets up the request
		 * @return the answer as it arrives, to be closed
		 */
		default FlexStream stream(Consumer<FlexRequest.Builder> request) {
			return stream(FlexRequest.of(request));
		}

		/**
		 * Send a request and wait for the answer to start.
		 * @param request sets up the request
		 * @param options the options of this call
		 * @return the answer as it arrives, to be closed
		 */
		default FlexStream stream(Consumer<FlexRequest.Builder> request, RequestOptions options) {
			return stream(FlexRequest.of(request), options);
		}

		/**
		 * Send a request and wait for the answer to start.
		 * @param request the request
		 * @param options the options of this call
		 * @return the answer as it arrives, to be closed
		 */
		FlexStream stream(FlexRequest request, RequestOptions options);

	}

	/**
	 * The calls for models (docs/wire-contract.md, section 4.2). They are free, and throw
	 * the same exceptions as other {@link Calls}.
	 */
	interface Models {

		/**
		 * Return the models that the API key can use, {@code GET /models}.
		 * @return the models
		 */
		default List<FlexModel> list() {
			return list(RequestOptions.none());
		}

		/**
		 * Return the models that the API key can use, {@code GET /models}.
		 * @param options the options of this call
		 * @return the models
		 */
		List<FlexModel> list(RequestOptions options);

		/**
		 * Return one model, {@code GET /models/{model}}.
		 * @param id the id of the model
		 * @return the model; if there is none, the call fails with the code
		 * {@code model_not_found}
		 */
		default FlexModel retrieve(String id) {
			return retrieve(id, RequestOptions.none());
		}

		/**
		 * Return one model, {@code GET /models/{model}}.
		 * @param id the id of the model
		 * @param options the options of this call
		 * @return the model; if there is none, the call fails with the code
		 * {@code model_not_found}
		 */
		FlexModel retrieve(String id, RequestOptions options);

	}

	/**
	 * Settings of a client, for display. They contain no secret.
	 *
	 * @param baseUrl where the service is, with {@code /v1} at its end
	 * @param keyFingerprint the first 8 hexadecimal digits of the SHA-256 of the API key,
	 * to distinguish keys, or {@code null} if there is no key at this time
	 * @param model the model of requests that do not set one, or {@code null}
	 * @param startWithin how long requests that do not set it can wait to start, or
	 * {@code null}
	 * @param timeouts the timeouts, all specified
	 * @param maxAttempts how often a request may be sent
	 */
	record Settings(String baseUrl, @Nullable String keyFingerprint, @Nullable String model,
			@Nullable StartWithin startWithin, Timeouts timeouts, int maxAttempts) {
	}

	/**
	 * Builds a {@link FlexInferenceClient}.
	 */
	interface Builder {

		/**
		 * Set the name of the client, by which observations and meters distinguish
		 * clients.
		 * @param name the name, by default {@code default}
		 * @return this builder
		 */
		Builder name(String name);

		/**
		 * Set the API key.
		 * @param apiKey the FlexInference API key
		 * @return this builder
		 */
		Builder apiKey(String apiKey);

		/**
		 * Set the source of the API key, for a key that changes.
		 * @param source called before each request is sent
		 * @return this builder
		 */
		Builder apiKey(ApiKeySource source);

		/**
		 * Set the URL of the service, by default
		 * {@code https://api.flexinference.com/v1}.
		 * @param baseUrl the URL, with or without {@code /v1} at the end
		 * @return this builder
		 */
		Builder baseUrl(String baseUrl);

		/**
		 * Allow plain http to other hosts than the local one. The API key is then sent
		 * without encryption.
		 * @param allow whether to allow it
		 * @return this builder
		 */
		Builder allowInsecureHttp(boolean allow);

		/**
		 * Set the defaults of requests. Defaults that are not set here keep their
		 * previous value.
		 * @param defaults the fields that have a default
		 * @return this builder
		 */
		Builder defaults(FlexRequest defaults);

		/**
		 * Set the timeouts.
		 * @param timeouts the timeouts; those that are not set keep their previous value,
		 * by default 10 s to connect, 60 s to start, 60 s idle and 600 s in total
		 * @return this builder
		 */
		Builder timeouts(Timeouts timeouts);

		/**
		 * Set how often a request may be sent, by default once. It is sent again only if
		 * nothing was generated: no connection was established, or the answer is a 429 or
		 * 503 that the service marks as retryable. The client waits for the time of
		 * {@code Retry-After}, otherwise between half a second and 8 s, but never longer
		 * than the duration of {@code start_within} or the start timeout. It reduces
		 * {@code start_within} by the elapsed time.
		 * @param maxAttempts the maximum number of attempts, 1 or more
		 * @return this builder
		 */
		Builder maxAttempts(int maxAttempts);

		/**
		 * Set up the HTTP client.
		 * @param settings the settings of connections; the connect timeout is one of the
		 * {@link #timeouts}
		 * @return this builder
		 */
		Builder http(HttpSettings settings);

		/**
		 * Set the registry of observations, by default none. Each call is observed as
		 * {@code flexinference.client.requests}, and so are its HTTP exchanges, which
		 * propagate the trace.
		 * @param registry the registry
		 * @return this builder
		 */
		Builder observationRegistry(ObservationRegistry registry);

		/**
		 * Set the convention that names observations and their keys.
		 * @param convention the convention, or {@code null} for that of the registry, or
		 * else the default
		 * @return this builder
		 */
		Builder observationConvention(@Nullable FlexInferenceObservationConvention convention);

		/**
		 * Record prompts and answers in observations. They may be confidential and are
		 * exported with the observations. By default they are not recorded.
		 * @param maxCharacters the maximum number of characters to record of each, 0 for
		 * none
		 * @return this builder
		 */
		Builder observationContent(int maxCharacters);

		/**
		 * Customize the {@link RestClient} underneath: observations, interceptors, or
		 * another request factory instead of the client's own. All customizers are
		 * applied.
		 * @param customizer takes the builder after the request factory is set; base URL
		 * and authorization are set later, and its interceptors do not see the API key
		 * @return this builder
		 */
		Builder restClient(Consumer<RestClient.Builder> customizer);

		/**
		 * Build the client.
		 * @return a new client, to be closed
		 * @throws InvalidConfigurationException if the API key or the base URL is invalid
		 */
		FlexInferenceClient build();

	}

}
