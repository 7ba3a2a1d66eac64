package com.flexinference.router;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.Checks;
import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.model.Completion;
import com.flexinference.router.internal.model.Part;
import com.flexinference.router.internal.wire.Delivery;
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
public final class LocalAnswer implements Cloneable {

	private @Nullable Completion completion;

	private @Nullable String tier;

	private @Nullable String reason;

	private @Nullable Long cost;

	private int upstreamStatus;

	private int upstreamFailures;

	private @Nullable RouterResponse given;

	private @Nullable Failure error;

	private Map<String, String> headers = Map.of();

	private Duration delay = Duration.ZERO;

	private @Nullable Duration trickle;

	private boolean gzip;

	private boolean endless;

	private Delivery.@Nullable Interruption interruption;

	private int interruptedAfter = Delivery.NEVER;

	private @Nullable Failure failure;

	private LocalAnswer() {
	}

	private LocalAnswer with(Consumer<LocalAnswer> change) {
		try {
			LocalAnswer copy = (LocalAnswer) clone();
			change.accept(copy);
			return copy;
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Create what would be answered without a script, for faults to be added.
	 * @return the answer
	 */
	public static LocalAnswer simulated() {
		return new LocalAnswer();
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
		return new LocalAnswer().with((answer) -> answer.completion = Completion.of(List.of(part)));
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
		Completion produced = this.completion;
		if (produced == null) {
			throw new IllegalStateException("Only text, reasoning, a refusal or a tool call can be followed by more");
		}
		return with((answer) -> answer.completion = produced.plus(part));
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
		Checks.range(status, 200, 599, "'status'");
		RouterResponse.Whole whole = new RouterResponse.Whole(contentType, body.getBytes(StandardCharsets.UTF_8));
		RouterResponse given = new RouterResponse(status, Map.of(), whole, null, null);
		return new LocalAnswer().with((answer) -> answer.given = given);
	}

	/**
	 * Create an error of the service, with the status, class and headers that belong to
	 * its code and the envelope of the format that is called.
	 * @param code a code the router knows, such as {@code rate_limit_exceeded}
	 * @return the answer
	 * @throws IllegalArgumentException if the router does not know the code
	 */
	public static LocalAnswer error(String code) {
		return error(Failure.of(code));
	}

	/**
	 * Create an error with any code.
	 * @param status the HTTP status, from 400
	 * @param code the code
	 * @return the answer
	 */
	public static LocalAnswer error(int status, String code) {
		Checks.range(status, 400, 599, "'status' of an error");
		return error(Failure.of(status, code));
	}

	private static LocalAnswer error(Failure failure) {
		return new LocalAnswer().with((answer) -> answer.error = failure);
	}

	/**
	 * Set the tier that serves. Without a {@link #reason} one that fits is chosen.
	 * @param tier the tier, such as {@code flex} or {@code default}
	 * @return a new answer
	 */
	public LocalAnswer servedOn(String tier) {
		return simulatedWith((answer) -> answer.tier = tier);
	}

	/**
	 * Set why the tier serves. If it is the end of a race, a race ends that way.
	 * @param reason the reason, such as {@code flex_deadline}
	 * @return a new answer
	 */
	public LocalAnswer reason(String reason) {
		return simulatedWith((answer) -> answer.reason = reason);
	}

	/**
	 * Set the cost.
	 * @param microUsd the cost in micro-dollars
	 * @return a new answer
	 */
	public LocalAnswer cost(long microUsd) {
		return simulatedWith((answer) -> answer.cost = microUsd);
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
		Checks.range(status, 400, 599, "'status' of a failure");
		Checks.notNegative(times, "'times'");
		return simulatedWith((answer) -> {
			answer.upstreamStatus = status;
			answer.upstreamFailures = times;
		});
	}

	private LocalAnswer simulatedWith(Consumer<LocalAnswer> change) {
		if (this.given != null || this.error != null) {
			throw new IllegalStateException(
					"Only a simulated answer, a text or a tool call has a tier, a reason and a cost");
		}
		return with(change);
	}

	/**
	 * Set the message of an error.
	 * @param message the message
	 * @return a new answer
	 */
	public LocalAnswer message(String message) {
		Failure known = this.error;
		if (known == null) {
			throw new IllegalStateException("Only an error has a message");
		}
		return with((answer) -> answer.error = known.withMessage(message));
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
		return with((answer) -> answer.headers = headers);
	}

	/**
	 * Delay the headers, in real time unless the time of the router is frozen.
	 * @param delay the delay
	 * @return a new answer
	 */
	public LocalAnswer delayedBy(Duration delay) {
		Checks.notNegative(delay, "'delay'");
		return with((answer) -> answer.delay = delay);
	}

	/**
	 * Send the body in pieces of 64 bytes.
	 * @param pause the pause between them, in real time
	 * @return a new answer
	 */
	public LocalAnswer trickled(Duration pause) {
		Checks.notNegative(pause, "'pause'");
		return with((answer) -> answer.trickle = pause);
	}

	/**
	 * Compress the body.
	 * @return a new answer
	 */
	public LocalAnswer gzipped() {
		return with((answer) -> answer.gzip = true);
	}

	/**
	 * Leave out the event that ends a stream.
	 * @return a new answer
	 */
	public LocalAnswer withoutEnd() {
		return with((answer) -> answer.endless = true);
	}

	/**
	 * Report a failure as the last event of a stream, or instead of another body.
	 * @param events the number of events before
	 * @param code a code the router knows
	 * @return a new answer
	 * @throws IllegalArgumentException if the router does not know the code
	 */
	public LocalAnswer failedAfter(int events, String code) {
		return interrupted(null, Checks.notNegative(events, "'events'"), Failure.of(code));
	}

	/**
	 * Send nothing, and leave the connection open.
	 * @return a new answer
	 */
	public LocalAnswer stalledBeforeHeaders() {
		return interrupted(Delivery.Interruption.STALL, Delivery.BEFORE_HEADERS, null);
	}

	/**
	 * Send nothing more after some events of a stream, or half of another body, and leave
	 * the connection open until the caller closes it or the router is reset.
	 * @param events the number of events before, 0 for the headers only
	 * @return a new answer
	 */
	public LocalAnswer stalledAfter(int events) {
		return interrupted(Delivery.Interruption.STALL, Checks.notNegative(events, "'events'"), null);
	}

	/**
	 * Reset the connection (TCP RST) before anything is sent.
	 * @return a new answer
	 */
	public LocalAnswer resetBeforeHeaders() {
		return interrupted(Delivery.Interruption.RESET, Delivery.BEFORE_HEADERS, null);
	}

	/**
	 * Reset the connection (TCP RST) after some events of a stream, or half of another
	 * body.
	 * @param events the number of events before, 0 for the headers only
	 * @return a new answer
	 */
	public LocalAnswer resetAfter(int events) {
		return interrupted(Delivery.Interruption.RESET, Checks.notNegative(events, "'events'"), null);
	}

	/**
	 * Close the connection after some events of a stream, before its last chunk, or after
	 * half of another body, before its {@code Content-Length}.
	 * @param events the number of events before, 0 for the headers only
	 * @return a new answer
	 */
	public LocalAnswer truncatedAfter(int events) {
		return interrupted(Delivery.Interruption.CLOSE, Checks.notNegative(events, "'events'"), null);
	}

	private LocalAnswer interrupted(Delivery.@Nullable Interruption interruption, int after,
			@Nullable Failure failure) {
		return with((answer) -> {
			answer.interruption = interruption;
			answer.interruptedAfter = after;
			answer.failure = failure;
		});
	}

	@Nullable RouterResponse given() {
		return this.given;
	}

	@Nullable Failure error() {
		return this.error;
	}

	Simulation simulation() {
		return new Simulation(this.completion, this.tier, this.reason, this.cost, this.upstreamStatus,
				this.upstreamFailures);
	}

	Map<String, String> headers() {
		return this.headers;
	}

	Delivery delivery() {
		return new Delivery(this.delay, this.trickle, this.gzip, this.endless, this.interruption, this.interruptedAfter,
				this.failure);
	}

}
