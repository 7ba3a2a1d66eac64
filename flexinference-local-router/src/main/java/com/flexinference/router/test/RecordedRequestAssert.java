package com.flexinference.router.test;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.router.RecordedAnswer;
import com.flexinference.router.RecordedRequest;
import com.flexinference.router.RecordedRequest.Outcome;

/**
 * Assertions for {@link RecordedRequest}. Those about the answer wait for it, up to five
 * seconds.
 */
public final class RecordedRequestAssert extends AbstractAssert<RecordedRequestAssert, RecordedRequest> {

	private static final int SECONDS_TO_WAIT = 5;

	RecordedRequestAssert(RecordedRequest actual) {
		super(actual, RecordedRequestAssert.class);
	}

	/**
	 * Verify the path.
	 * @param path the path, such as {@code /v1/responses}
	 * @return this
	 */
	public RecordedRequestAssert hasPath(String path) {
		isNotNull();
		return check("path", path, this.actual.path());
	}

	/**
	 * Verify the model.
	 * @param model the model
	 * @return this
	 */
	public RecordedRequestAssert hasModel(String model) {
		return hasField("model", model);
	}

	/**
	 * Verify the {@code start_within} as it was sent.
	 * @param startWithin the value, such as {@code default} or {@code 00h-00m-30s}
	 * @return this
	 */
	public RecordedRequestAssert hasStartWithin(String startWithin) {
		return hasField("start_within", startWithin);
	}

	/**
	 * Verify that {@code start_within} is a duration.
	 * @param window the duration
	 * @return this
	 */
	public RecordedRequestAssert hasStartWithin(Duration window) {
		isNotNull();
		return check("window", window, this.actual.window());
	}

	/**
	 * Verify a field of the body.
	 * @param field the name of the field or, with a leading slash, a JSON pointer
	 * @param value the value; anything that Jackson can write
	 * @return this
	 */
	public RecordedRequestAssert hasField(String field, Object value) {
		return check(field, JsonMapper.shared().writeValueAsString(value), field(field));
	}

	/**
	 * Verify that the body does not have a field.
	 * @param field the name of the field or, with a leading slash, a JSON pointer
	 * @return this
	 */
	public RecordedRequestAssert hasNoField(String field) {
		return check(field, null, field(field));
	}

	private @Nullable String field(String field) {
		isNotNull();
		JsonNode json = this.actual.json();
		JsonNode node = field.startsWith("/") ? json.at(field) : json.path(field);
		return node.isMissingNode() ? null : node.toString();
	}

	/**
	 * Verify a header. Failures do not show the values, which may be secret.
	 * @param name the name in any letter case
	 * @param value the first value
	 * @return this
	 */
	public RecordedRequestAssert hasHeader(String name, String value) {
		isNotNull();
		if (!value.equals(this.actual.header(name))) {
			failWithMessage("Expected %s to have another header '%s'%s", this.actual, name,
					(this.actual.header(name) != null) ? "" : "; it has none");
		}
		return this;
	}

	/**
	 * Verify which tier served.
	 * @param tier the tier, such as {@code flex}; {@code default} and {@code standard}
	 * are the same
	 * @return this
	 */
	public RecordedRequestAssert servedOn(String tier) {
		RecordedAnswer answer = answer();
		return check(Objects.equals(standard(tier), standard(answer.tier())), "be served on tier", tier, answer);
	}

	private static @Nullable String standard(@Nullable String tier) {
		return "default".equals(tier) ? "standard" : tier;
	}

	/**
	 * Verify that the request had a window to wait for flex, and that flex started within
	 * it, by the time of the simulation.
	 * @return this
	 */
	public RecordedRequestAssert withinWindow() {
		RecordedAnswer answer = answer();
		Duration window = this.actual.window();
		if (window == null) {
			failWithMessage("Expected %s to have a window, but 'start_within' was '%s'", this.actual,
					this.actual.startWithin());
		}
		else if (!"flex".equals(answer.tier()) || answer.startedAfter().compareTo(window) > 0) {
			failWithMessage("Expected %s to start on flex within %s, but %s after %s", this.actual, window,
					describe(answer), answer.startedAfter());
		}
		return this;
	}

	/**
	 * Verify why the tier served.
	 * @param reason the routing reason, such as {@code flex_deadline}
	 * @return this
	 */
	public RecordedRequestAssert hasRoutingReason(String reason) {
		RecordedAnswer answer = answer();
		return check(reason.equals(answer.reason()), "have the routing reason", reason, answer);
	}

	/**
	 * Verify that the answer was an error.
	 * @param code the code of the error, such as {@code insufficient_balance}
	 * @return this
	 */
	public RecordedRequestAssert refusedWith(String code) {
		RecordedAnswer answer = answer();
		return check(code.equals(answer.code()), "be refused with", code, answer);
	}

	private RecordedRequestAssert check(boolean fine, String what, String expected, RecordedAnswer answer) {
		if (!fine) {
			failWithMessage("Expected %s to %s '%s', but %s", this.actual, what, expected, describe(answer));
		}
		return this;
	}

	private static String describe(RecordedAnswer answer) {
		if (answer.tier() != null) {
			return "tier '" + answer.tier() + "' served it, reason '" + answer.reason() + "'";
		}
		return "the answer was status " + answer.status() + ((answer.code() != null) ? " '" + answer.code() + "'" : "");
	}

	/**
	 * Verify that all of the answer was sent.
	 * @return this
	 */
	public RecordedRequestAssert wasCompleted() {
		isNotNull();
		return check("outcome", Outcome.COMPLETED, await(this.actual.outcome(), "an answer that ended"));
	}

	/**
	 * Verify that the answer was cut off, by the caller or by its script.
	 * @return this
	 */
	public RecordedRequestAssert wasAborted() {
		isNotNull();
		return check("outcome", Outcome.ABORTED, await(this.actual.outcome(), "an answer that ended"));
	}

	private RecordedRequestAssert check(String what, @Nullable Object expected, @Nullable Object actual) {
		if (!Objects.equals(expected, actual)) {
			failWithActualExpectedAndMessage(actual, expected, "Expected %s of %s to be %s, but it was %s", what,
					this.actual, expected, actual);
		}
		return this;
	}

	private RecordedAnswer answer() {
		isNotNull();
		return await(this.actual.answer(), "an answer");
	}

	private <T> T await(CompletableFuture<T> future, String what) {
		try {
			return future.get(SECONDS_TO_WAIT, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw failure("Expected %s to have %s, but there was none", this.actual, what);
		}
	}

}
