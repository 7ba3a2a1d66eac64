package com.flexinference.web;

import java.time.Duration;
import java.util.function.Supplier;

import org.springframework.http.codec.ServerSentEvent;
import org.springframework.util.Assert;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import reactor.core.publisher.Flux;

import com.flexinference.client.FlexStream;

/**
 * Return values of controller methods that stream an answer to a browser as server-sent
 * events, on Spring MVC and on Spring WebFlux.
 *
 * <pre>{@code
 * &#64;GetMapping("/answers")
 * SseEmitter answer(@RequestParam String question) {
 *   return FlexSse.emitter(this.flex.ask(question)::stream);
 * }
 * }</pre>
 *
 * The events have JSON as their data:
 * <ul>
 * <li>{@code start} when the answer starts, that is, when the wait is over;</li>
 * <li>{@code text} for each piece of text, with its {@code text};</li>
 * <li>{@code end} last, with {@code model}, {@code finishReason}, {@code refusal},
 * {@code servedTier}, {@code usage}, {@code cost}, {@code savings} and {@code routing},
 * as far as the answer has them;</li>
 * <li>{@code failure} instead of {@code end}, with {@code code}, {@code message} and
 * {@code retryAfterSeconds}. The message is a fixed sentence and never text of the
 * service; the log has the exception.</li>
 * </ul>
 * A comment is sent every five seconds, also before the answer starts. It prevents
 * proxies from closing the connection, and detects when the browser has disconnected. The
 * stream is then closed, which cancels the call.
 * <p>
 * The response has status 200, also if the call fails. To answer failures with another
 * status, open the stream in the controller method.
 */
public final class FlexSse {

	static final Duration HEARTBEAT = Duration.ofSeconds(5);

	private FlexSse() {
	}

	/**
	 * Stream an answer on Spring MVC. The emitter has no timeout, because the timeouts of
	 * the call end it. Each call has its own thread, which is virtual on Java 21 and
	 * later. It starts after the controller has returned the emitter.
	 * @param stream opens the stream; the emitter closes it
	 * @return the emitter, which is complete after the last event
	 */
	public static SseEmitter emitter(Supplier<FlexStream> stream) {
		Assert.notNull(stream, "'stream' must not be null");
		return AnswerEmitter.of(stream, HEARTBEAT);
	}

	/**
	 * Stream an answer on Spring WebFlux. Threads and back-pressure are those of
	 * {@link com.flexinference.reactive.FlexFlux}.
	 * @param stream opens the stream, once for each subscriber; the publisher closes it
	 * @return the events, which never end with an error
	 */
	public static Flux<ServerSentEvent<String>> flux(Supplier<FlexStream> stream) {
		Assert.notNull(stream, "'stream' must not be null");
		return AnswerFlux.of(stream, HEARTBEAT);
	}

}
