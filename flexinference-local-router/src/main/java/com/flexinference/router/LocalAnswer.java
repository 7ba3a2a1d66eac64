package com.flexinference.router;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.Delivery.Interruption;
import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.ErrorEnvelope;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.model.Completion;
import com.flexinference.router.internal.model.Part;
import com.flexinference.router.internal.routing.Upstream;

/**
 * An answer that a {@link LocalRouter} is scripted to give: its content and the faults
 * with which it is sent. It is immutable; each method returns a new answer.
 *
 * <pre class="code">
 * router.enqueue(LocalAnswer.text("Venus").servedOn("flex").resetAfter(3));
 * router.on((request) -&gt; LocalAnswer.error("insufficient_balance"));
 * </pre>
 *
 * Content of a model is sent in the format of the request, as a stream if the request
 * enables streaming, and only if the simulation accepts the request. Other content is
 * sent without checks.
 */
public final class LocalAnswer {

	private static final LocalAnswer SIMULATED = new LocalAnswer(Simulation.NOTHING, null, Map.of(), Delivery.WHOLE);

	private final Simulation simulation;

	private final @Nullable RouterResponse given;

	private final Map<String, String> headers;

	private final Delivery delivery;

	private LocalAnswer(Simulation simulation, @Nullable RouterResponse given, Map<String, String> headers,
			Delivery delivery) {
		this.simulation = simulation;
		this.given = given;
		this.headers = headers;
		this.delivery = delivery;
	}

	/**
	 * Create the answer that the router would give without a script, to add faults to.
	 * @return the answer
	 */
	public static LocalAnswer simulated() {
		return SIMULATED;
	}

	/**
	 * Create a text. A stream has one event for each word. For structured output it is
	 * the JSON the model produces. A text without spaces is one event.
	 * @param text the text
	 * @return the answer
	 */
	public static LocalAnswer text(String text) {
		return produced(Part.ofWords(Part.Kind.TEXT, text));
	}

	/**
	 * Create a refusal of the model, in the representation of the format.
	 * @param text the text of the model
	 * @return the answer
	 */
	public static LocalAnswer refusal(String text) {
		return produced(Part.ofWords(Part.Kind.REFUSAL, text));
	}

	/**
	 * Create a call of a tool.
	 * @param name the tool
	 * @param arguments the arguments as a JSON object
	 * @return the answer
	 */
	public static LocalAnswer toolCall(String name, String arguments) {
		return produced(Part.ofToolCall(name, Json.read(arguments)));
	}

	/**
	 * Create reasoning. Add the answer with {@link #andText} or {@link #andToolCall}.
	 * Each format shows as much of the reasoning as the request enables.
	 * @param text the text of the reasoning
	 * @return the answer
	 */
	public static LocalAnswer reasoning(String text) {
		return produced(Part.ofWords(Part.Kind.REASONING, text));
	}

	private static LocalAnswer produced(Part part) {
		return SIMULATED.with(Simulation.NOTHING.withCompletion(Completion.of(List.of(part))));
	}

	/**
	 * Add a text to what the model produces.
	 * @param text the text
	 * @return a new answer
	 */
	public LocalAnswer andText(String text) {
		return and(Part.ofWords(Part.Kind.TEXT, text));
	}

	/**
	 * Add a call of a tool to what the model produces, such as a second call in parallel.
	 * @param name the tool
	 * @param arguments the arguments as a JSON object
	 * @return a new answer
	 */
	public LocalAnswer andToolCall(String name, String arguments) {
		return and(Part.ofToolCall(name, Json.read(arguments)));
	}

	private LocalAnswer and(Part part) {
		Completion produced = this.simulation.completion();
		if (produced == null) {
			throw new IllegalStateException("Only text, reasoning, a refusal or a tool call can be followed by more");
		}
		return with(this.simulation.withCompletion(produced.plus(part)));
	}

	/**
	 * Create a JSON body.
	 * @param status the HTTP status
	 * @param body the body, sent unchanged, even if it is not JSON
	 * @return the answer
	 */
	public static LocalAnswer json(int status, String body) {
		return body(status, "application/json", body);
	}

	/**
	 * Create a body of any kind, such as the HTML page of a proxy.
	 * @param status the HTTP status
	 * @param contentType the content type
	 * @param body the body, sent unchanged
	 * @return the answer
	 */
	public static LocalAnswer body(int status, String contentType, String body) {
		Checks.range(status, 200, 599, "'status'");
		return given(RouterResponse.of(status, contentType, body.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Create an error of the service, with the status, class and headers that belong to
	 * its code and the envelope of the format that is called.
	 * @param code a code the router knows, such as {@code rate_limit_exceeded}
	 * @return the answer
	 * @throws IllegalArgumentException if the router does not know the code
	 */
	public static LocalAnswer error(String code) {
		return given(RouterResponse.failed(Failure.of(code), ErrorEnvelope.OPENAI));
	}

	/**
	 * Create an error with any code.
	 * @param status the HTTP status, from 400
	 * @param code the code
	 * @return the answer
	 */
	public static LocalAnswer error(int status, String code) {
		Checks.range(status, 400, 599, "'status' of an error");
		return given(RouterResponse.failed(Failure.of(status, code), ErrorEnvelope.OPENAI));
	}

	private static LocalAnswer given(RouterResponse given) {
		return new LocalAnswer(Simulation.NOTHING, given, Map.of(), Delivery.WHOLE);
	}

	/**
	 * Set the tier that serves. Without a {@link #reason} one that fits is chosen.
	 * @param tier the tier, such as {@code flex} or {@code default}
	 * @return a new answer
	 */
	public LocalAnswer servedOn(String tier) {
		return with(this.simulation.withTier(tier));
	}

	/**
	 * Set why the tier serves. If it is the end of a race, a race ends that way.
	 * @param reason the reason, such as {@code flex_deadline}
	 * @return a new answer
	 */
	public LocalAnswer reason(String reason) {
		return with(this.simulation.withReason(reason));
	}

	/**
	 * Set the cost.
	 * @param microUsd the cost in micro-dollars
	 * @return a new answer
	 */
	public LocalAnswer cost(long microUsd) {
		return with(this.simulation.withCost(microUsd));
	}

	/**
	 * Let the first attempts at providers fail with an error of the provider. A race for
	 * the flex tier is an attempt, then each route of the chain, and each retry the
	 * request allows. 429 and 5xx are retried, except for 504, which is a timeout. 401
	 * and 403 mean that the provider does not accept the credential. If no attempt
	 * succeeds, the last failure is the answer.
	 * @param status the status of the provider, from 400
	 * @param times the number of attempts that fail
	 * @return a new answer
	 */
	public LocalAnswer upstreamFailing(int status, int times) {
		Checks.range(status, 400, 599, "'status' of a failure");
		Upstream upstream = new Upstream(status, Checks.notNegative(times, "'times'"));
		return with(this.simulation.withUpstream(upstream));
	}

	private LocalAnswer with(Simulation simulation) {
		if (this.given != null) {
			throw new IllegalStateException(
					"Only a simulated answer, a text or a tool call has a tier, a reason and a cost");
		}
		return new LocalAnswer(simulation, null, this.headers, this.delivery);
	}

	/**
	 * Set the message of an error.
	 * @param message the message
	 * @return a new answer
	 */
	public LocalAnswer message(String message) {
		Failure error = (this.given != null) ? this.given.failure() : null;
		if (error == null) {
			throw new IllegalStateException("Only an error has a message");
		}
		RouterResponse changed = RouterResponse.failed(error.withMessage(message), ErrorEnvelope.OPENAI);
		return new LocalAnswer(this.simulation, changed, this.headers, this.delivery);
	}

	/**
	 * Set a header, which replaces the router's own.
	 * @param name the name
	 * @param value the value
	 * @return a new answer
	 */
	public LocalAnswer header(String name, String value) {
		Map<String, String> headers = new LinkedHashMap<>(this.headers);
		headers.put(name, value);
		return new LocalAnswer(this.simulation, this.given, headers, this.delivery);
	}

	/**
	 * Delay the headers, in real time unless the time of the router is frozen.
	 * @param delay the delay
	 * @return a new answer
	 */
	public LocalAnswer delayedBy(Duration delay) {
		return with(this.delivery.withDelay(Checks.notNegative(delay, "'delay'")));
	}

	/**
	 * Send the body in pieces of 64 bytes.
	 * @param pause the pause between them, in real time
	 * @return a new answer
	 */
	public LocalAnswer trickled(Duration pause) {
		return with(this.delivery.withTrickle(Checks.notNegative(pause, "'pause'")));
	}

	/**
	 * Compress the body.
	 * @return a new answer
	 */
	public LocalAnswer gzipped() {
		return with(this.delivery.withGzip());
	}

	/**
	 * Leave out the event that ends a stream.
	 * @return a new answer
	 */
	public LocalAnswer withoutEnd() {
		return with(this.delivery.withoutEnd());
	}

	/**
	 * Report a failure as the last event of a stream, or instead of another body.
	 * @param events the number of events before
	 * @param code a code the router knows
	 * @return a new answer
	 * @throws IllegalArgumentException if the router does not know the code
	 */
	public LocalAnswer failedAfter(int events, String code) {
		return with(this.delivery.withFailure(Checks.notNegative(events, "'events'"), Failure.of(code)));
	}

	/**
	 * Send nothing, and leave the connection open.
	 * @return a new answer
	 */
	public LocalAnswer stalledBeforeHeaders() {
		return with(this.delivery.withInterruption(Interruption.STALL, Delivery.BEFORE_HEADERS));
	}

	/**
	 * Send nothing more after some events of a stream, or half of another body, and leave
	 * the connection open until the caller closes it or the router is reset.
	 * @param events the number of events before, 0 for the headers only
	 * @return a new answer
	 */
	public LocalAnswer stalledAfter(int events) {
		return interrupted(Interruption.STALL, events);
	}

	/**
	 * Reset the connection (TCP RST) before anything is sent.
	 * @return a new answer
	 */
	public LocalAnswer resetBeforeHeaders() {
		return with(this.delivery.withInterruption(Interruption.RESET, Delivery.BEFORE_HEADERS));
	}

	/**
	 * Reset the connection (TCP RST) after some events of a stream, or half of another
	 * body.
	 * @param events the number of events before, 0 for the headers only
	 * @return a new answer
	 */
	public LocalAnswer resetAfter(int events) {
		return interrupted(Interruption.RESET, events);
	}

	/**
	 * Close the connection after some events of a stream, before its last chunk, or after
	 * half of another body, before its {@code Content-Length}.
	 * @param events the number of events before, 0 for the headers only
	 * @return a new answer
	 */
	public LocalAnswer truncatedAfter(int events) {
		return interrupted(Interruption.CLOSE, events);
	}

	private LocalAnswer interrupted(Interruption interruption, int after) {
		return with(this.delivery.withInterruption(interruption, Checks.notNegative(after, "'events'")));
	}

	private LocalAnswer with(Delivery delivery) {
		return new LocalAnswer(this.simulation, this.given, this.headers, delivery);
	}

	Simulation simulation() {
		return this.simulation;
	}

	@Nullable RouterResponse given() {
		return this.given;
	}

	Map<String, String> headers() {
		return this.headers;
	}

	Delivery delivery() {
		return this.delivery;
	}

}
