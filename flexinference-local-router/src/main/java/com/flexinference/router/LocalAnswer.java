package com.flexinference.router;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.flexinference.router.internal.Checks;
import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.model.Completion;
import com.flexinference.router.internal.model.Part;
import com.flexinference.router.internal.wire.Delivery;
import com.flexinference.router.internal.wire.Interruption;
import com.flexinference.router.internal.wire.RouterResponse;

/**
 * An answer a test gives to a {@link LocalRouter}: a content, and what goes wrong on its
 * way. It is immutable; each method returns a new answer.
 *
 * <pre class="code">
 * router.enqueue(LocalAnswer.text("Venus").servedOn("flex").resetAfter(3));
 * router.on((request) -&gt; LocalAnswer.error("insufficient_balance"));
 * </pre>
 *
 * Contents that a model could have produced go out in the format of the request, as a
 * stream if it asks for one, and only if the simulation accepts the request; others go
 * out unchecked.
 */
public final class LocalAnswer {

	private final AnswerContent content;

	private final Map<String, String> headers;

	private final Delivery delivery;

	private LocalAnswer(AnswerContent content, Map<String, String> headers, Delivery delivery) {
		this.content = content;
		this.headers = headers;
		this.delivery = delivery;
	}

	private static LocalAnswer of(AnswerContent content) {
		return new LocalAnswer(content, Map.of(), Delivery.PLAIN);
	}

	/**
	 * Create what would be answered without a script, for faults to be added.
	 * @return the answer
	 */
	public static LocalAnswer simulated() {
		return of(AnswerContent.Simulation.PURE);
	}

	/**
	 * Create a text, of which a stream has an event per word. For structured output it is
	 * the JSON the model produces. A text without spaces is one event, however long.
	 * @param text the text
	 * @return the answer
	 */
	public static LocalAnswer text(String text) {
		return produced(Part.ofWords(Part.Kind.TEXT, text));
	}

	/**
	 * Create a refusal of the model, in the way each format has for it.
	 * @param text what the model says
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
	 * Create reasoning, to which {@link #andText} or {@link #andToolCall} adds what
	 * follows. Each format shows as much of it as the request asks for.
	 * @param text what the model thinks
	 * @return the answer
	 */
	public static LocalAnswer reasoning(String text) {
		return produced(Part.ofWords(Part.Kind.REASONING, text));
	}

	private static LocalAnswer produced(Part part) {
		return of(AnswerContent.Simulation.PURE.withCompletion(Completion.of(List.of(part))));
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
		if (this.content instanceof AnswerContent.Simulation simulation && simulation.completion() != null) {
			Completion completion = simulation.completion().plus(part);
			return new LocalAnswer(simulation.withCompletion(completion), this.headers, this.delivery);
		}
		throw new IllegalStateException("Only text, reasoning, a refusal or a tool call can be followed by more");
	}

	/**
	 * Create a JSON body.
	 * @param status the HTTP status
	 * @param body the body, sent as it is, be it JSON or not
	 * @return the answer
	 */
	public static LocalAnswer json(int status, String body) {
		return body(status, "application/json", body);
	}

	/**
	 * Create a body of any kind, such as the HTML page of a proxy.
	 * @param status the HTTP status
	 * @param contentType the content type
	 * @param body the body, sent as it is
	 * @return the answer
	 */
	public static LocalAnswer body(int status, String contentType, String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		return of(new AnswerContent.Body(status, new RouterResponse.Whole(contentType, bytes)));
	}

	/**
	 * Create an error of the service, with the status, class and headers that belong to
	 * its code and the envelope of the format that is called.
	 * @param code a code the router knows, such as {@code rate_limit_exceeded}
	 * @return the answer
	 * @throws IllegalArgumentException if the router does not know the code
	 */
	public static LocalAnswer error(String code) {
		return of(new AnswerContent.Refusal(Failure.of(code)));
	}

	/**
	 * Create an error with any code.
	 * @param status the HTTP status, from 400
	 * @param code the code
	 * @return the answer
	 */
	public static LocalAnswer error(int status, String code) {
		Checks.range(status, 400, 599, "'status' of an error");
		return of(new AnswerContent.Refusal(Failure.of(status, code)));
	}

	/**
	 * Set the tier that serves. Without a {@link #reason} one that fits is chosen.
	 * @param tier the tier, such as {@code flex} or {@code default}
	 * @return a new answer
	 */
	public LocalAnswer servedOn(String tier) {
		return with((simulation) -> simulation.withTier(tier));
	}

	/**
	 * Set why the tier serves. If it is the end of a race, a race ends that way.
	 * @param reason the reason, such as {@code flex_deadline}
	 * @return a new answer
	 */
	public LocalAnswer reason(String reason) {
		return with((simulation) -> simulation.withReason(reason));
	}

	/**
	 * Set the cost.
	 * @param microUsd the cost in micro-dollars
	 * @return a new answer
	 */
	public LocalAnswer cost(long microUsd) {
		return with((simulation) -> simulation.withCost(microUsd));
	}

	/**
	 * Let the first attempts at providers fail, as a provider does. A race for the flex
	 * tier is an attempt, then each route of the chain, and each retry the request
	 * allows. 429 and 5xx are retried, 504 is a timeout and is not, 401 and 403 are a
	 * credential the provider does not accept. Without an attempt that succeeds, the last
	 * failure is the answer.
	 * @param status the status of the provider, from 400
	 * @param times the number of attempts that fail
	 * @return a new answer
	 */
	public LocalAnswer upstreamFailing(int status, int times) {
		return with((simulation) -> simulation.withUpstream(status, times));
	}

	private LocalAnswer with(UnaryOperator<AnswerContent.Simulation> change) {
		if (this.content instanceof AnswerContent.Simulation simulation) {
			return new LocalAnswer(change.apply(simulation), this.headers, this.delivery);
		}
		throw new IllegalStateException(
				"Only a simulated answer, a text or a tool call has a tier, a reason and a cost");
	}

	/**
	 * Set the message of an error.
	 * @param message the message
	 * @return a new answer
	 */
	public LocalAnswer message(String message) {
		if (this.content instanceof AnswerContent.Refusal refusal) {
			Failure failure = refusal.failure().withMessage(message);
			return new LocalAnswer(new AnswerContent.Refusal(failure), this.headers, this.delivery);
		}
		throw new IllegalStateException("Only an error has a message");
	}

	/**
	 * Set a header, in place of the router's own if need be.
	 * @param name the name
	 * @param value the value
	 * @return a new answer
	 */
	public LocalAnswer header(String name, String value) {
		Map<String, String> headers = new LinkedHashMap<>(this.headers);
		headers.put(name, value);
		return new LocalAnswer(this.content, headers, this.delivery);
	}

	/**
	 * Delay the headers, in real time unless the time of the router is frozen.
	 * @param delay the delay
	 * @return a new answer
	 */
	public LocalAnswer delayedBy(Duration delay) {
		return with(this.delivery.withDelay(delay));
	}

	/**
	 * Send the body in pieces of 64 bytes.
	 * @param pause the pause between them, in real time
	 * @return a new answer
	 */
	public LocalAnswer trickled(Duration pause) {
		return with(this.delivery.withTrickle(pause));
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
		return with(this.delivery.withFailure(events, Failure.of(code)));
	}

	/**
	 * Send nothing, and leave the connection open.
	 * @return a new answer
	 */
	public LocalAnswer stalledBeforeHeaders() {
		return with(this.delivery.withInterruptionBeforeHeaders(Interruption.Kind.STALL));
	}

	/**
	 * Send nothing more after some events of a stream, or half of another body, and leave
	 * the connection open until the caller closes it or the router is reset.
	 * @param events the number of events before, 0 for the headers only
	 * @return a new answer
	 */
	public LocalAnswer stalledAfter(int events) {
		return with(this.delivery.withInterruption(Interruption.Kind.STALL, events));
	}

	/**
	 * Reset the connection (TCP RST) before anything is sent.
	 * @return a new answer
	 */
	public LocalAnswer resetBeforeHeaders() {
		return with(this.delivery.withInterruptionBeforeHeaders(Interruption.Kind.RESET));
	}

	/**
	 * Reset the connection (TCP RST) after some events of a stream, or half of another
	 * body.
	 * @param events the number of events before, 0 for the headers only
	 * @return a new answer
	 */
	public LocalAnswer resetAfter(int events) {
		return with(this.delivery.withInterruption(Interruption.Kind.RESET, events));
	}

	/**
	 * Close the connection after some events of a stream, before its last chunk, or after
	 * half of another body, before its {@code Content-Length}.
	 * @param events the number of events before, 0 for the headers only
	 * @return a new answer
	 */
	public LocalAnswer truncatedAfter(int events) {
		return with(this.delivery.withInterruption(Interruption.Kind.CLOSE, events));
	}

	private LocalAnswer with(Delivery delivery) {
		return new LocalAnswer(this.content, this.headers, delivery);
	}

	AnswerContent content() {
		return this.content;
	}

	Map<String, String> headers() {
		return this.headers;
	}

	Delivery delivery() {
		return this.delivery;
	}

}
