package com.flexinference.client;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec.ExchangeFunction;

import com.flexinference.client.Retries.Attempt;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.transport.RequestTimeouts;
import com.flexinference.client.transport.Timeouts;

/**
 * The one place that talks to the network.
 */
final class RequestExecutor {

	private static final String ACCEPT = MediaType.TEXT_EVENT_STREAM_VALUE + ", " + MediaType.APPLICATION_JSON_VALUE;

	private final Supplier<RestClient> restClient;

	private final Timeouts timeouts;

	private final Retries retries;

	private final CallObservationFactory observations;

	private final ConnectionFailures failures;

	RequestExecutor(Supplier<RestClient> restClient, URI baseUrl, Timeouts timeouts, Retries retries,
			CallObservationFactory observations) {
		this.restClient = restClient;
		this.timeouts = timeouts;
		this.retries = retries;
		this.observations = observations;
		this.failures = new ConnectionFailures(baseUrl);
	}

	FlexResponse create(ResolvedRequest request, RequestOptions options) {
		CallTimeouts timeouts = new CallTimeouts(this.timeouts, options);
		CallObservation observation = this.observations.start(request, options, false);
		FlexResponse answer = observation.exchange(() -> {
			FlexResponse response = this.retries.send(timeouts.window(request),
					(attempt) -> exchange(post(request, options, attempt, timeouts.answer(request, attempt)),
							(sent, received) -> answer(call(request, options, attempt, observation), received)));
			// A failure is thrown here, whatever the caller reads.
			response.answer();
			return response;
		});
		observation.end(answer);
		return answer;
	}

	FlexStream stream(ResolvedRequest request, RequestOptions options) {
		CallTimeouts timeouts = new CallTimeouts(this.timeouts, options);
		CallObservation observation = this.observations.start(request, options, true);
		// Compressed events would arrive in lumps.
		return observation.exchange(() -> this.retries.send(timeouts.window(request), (attempt) -> {
			RestClient.RequestBodySpec post = post(request, options, attempt, timeouts.stream(request, attempt))
				.headers((headers) -> headers.set(HttpHeaders.ACCEPT_ENCODING, "identity"));
			return exchange(post,
					(sent, received) -> stream(call(request, options, attempt, observation), observation, received));
		}));
	}

	FlexResponse get(RequestOptions options, String path, Object... variables) {
		CallTimeouts timeouts = new CallTimeouts(this.timeouts, options);
		return this.retries.send(timeouts.window(null), (attempt) -> {
			FlexReply.Call call = new FlexReply.Call(CallerFormat.RESPONSES, null, attempt.number());
			return exchange(request(HttpMethod.GET, options, timeouts.answer(null, attempt), path, variables),
					(sent, received) -> answer(call, received));
		});
	}

	private static FlexReply.Call call(ResolvedRequest request, RequestOptions options, Attempt attempt,
			CallObservation observation) {
		observation.started(attempt.number());
		return new FlexReply.Call(request.format(), options.startWithinReason(), attempt.number());
	}

	private RestClient.RequestBodySpec post(ResolvedRequest request, RequestOptions options, Attempt attempt,
			RequestTimeouts timeouts) {
		ResolvedRequest current = request.after(attempt.elapsed());
		return request(HttpMethod.POST, options, timeouts, request.format().path())
			.contentType(MediaType.APPLICATION_JSON)
			.body((body) -> body.write(current.body()));
	}

	private RestClient.RequestBodySpec request(HttpMethod method, RequestOptions options, RequestTimeouts timeouts,
			String path, Object... variables) {
		return this.restClient.get()
			.method(method)
			.uri(path, variables)
			.attribute(Authorization.ATTRIBUTE, options)
			.attribute(RequestTimeouts.ATTRIBUTE, timeouts)
			.headers((headers) -> {
				headers.putAll(options.headers());
				headers.set(HttpHeaders.ACCEPT, ACCEPT);
			});
	}

	private <T> T exchange(RestClient.RequestHeadersSpec<?> spec, ExchangeFunction<T> function) {
		try {
			return Objects.requireNonNull(spec.exchange((request, response) -> {
				try {
					if (response.getStatusCode().is2xxSuccessful()) {
						return function.exchange(request, response);
					}
					throw ErrorAnswer.read(response);
				}
				catch (FlexInferenceException ex) {
					throw ex;
				}
				catch (RuntimeException ex) {
					throw ErrorAnswer.unreadable(response, ex);
				}
			}, false));
		}
		catch (ResourceAccessException ex) {
			throw this.failures.translate(ex);
		}
	}

	private static FlexResponse answer(FlexReply.Call call, ClientHttpResponse response) throws IOException {
		try (response) {
			byte[] body = BodyReader.readAnswer(response);
			return new FlexResponse(call, response.getStatusCode(), response.getHeaders(), body);
		}
	}

	private static FlexStream stream(FlexReply.Call call, CallObservation observation, ClientHttpResponse response)
			throws IOException {
		String type = response.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
		if (type != null && !type.toLowerCase(Locale.ROOT).startsWith(MediaType.TEXT_EVENT_STREAM_VALUE)) {
			throw ErrorAnswer.notStream(call.format(), type, response);
		}
		try {
			return new FlexStream(call, observation, response);
		}
		catch (IOException | RuntimeException ex) {
			response.getBody().close();
			response.close();
			throw ex;
		}
	}

}
