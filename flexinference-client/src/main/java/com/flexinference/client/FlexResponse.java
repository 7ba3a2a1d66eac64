package com.flexinference.client;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.AnswerFailures;
import com.flexinference.client.internal.format.ErrorDetail;
import com.flexinference.client.internal.format.FormatCodec;
import com.flexinference.client.internal.json.WireJson;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.Cost;
import com.flexinference.client.message.Routing;
import com.flexinference.client.message.TokenUsage;

/**
 * An answer that is not streamed. The bytes are available as they arrived, and their
 * content is read on demand. An instance may be shared between threads.
 */
public final class FlexResponse extends FlexReply {

	private final byte[] body;

	private volatile @Nullable JsonNode json;

	private volatile @Nullable Answer answer;

	FlexResponse(Call call, HttpStatusCode status, HttpHeaders headers, byte[] body) {
		super(call, status, headers);
		this.body = body;
	}

	/**
	 * Return the body.
	 * @return a copy of the bytes, as they arrived
	 */
	public byte[] bytes() {
		return this.body.clone();
	}

	/**
	 * Return the body as text.
	 * @return the bytes, read as UTF-8
	 */
	public String body() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	/**
	 * Return the body as a tree.
	 * @return the JSON of the body, not to be changed
	 * @throws FlexInferenceResponseException if the body is not JSON
	 */
	public JsonNode json() {
		JsonNode result = this.json;
		if (result == null) {
			result = read(() -> WireJson.tree(this.body));
			if (result.isMissingNode()) {
				throw unreadable("body", this.body, "it is empty");
			}
			this.json = result;
		}
		return result;
	}

	/**
	 * Return the body as an object.
	 * @param <T> the type of the object
	 * @param type the type to bind the body to; unknown members are ignored
	 * @return the bound object
	 * @throws FlexInferenceResponseException if the body cannot be bound
	 */
	public <T> T bodyAs(Class<T> type) {
		return read(() -> Objects.requireNonNull(WireJson.read(this.body, (parser) -> parser.readValueAs(type))));
	}

	private <T> T read(Supplier<T> reader) {
		try {
			return reader.get();
		}
		catch (JacksonException ex) {
			throw unreadable("body", this.body, ex);
		}
	}

	/**
	 * Return the answer of the model in a common form for all formats.
	 * @return the answer
	 */
	public Answer answer() {
		Answer result = this.answer;
		if (result == null) {
			JsonNode body = checked(read(() -> FormatCodec.tree(this.body)));
			FormatCodec codec = FormatCodec.of(format());
			String problem = codec.findProblem(body);
			if (problem != null) {
				throw unreadable("body", this.body, problem);
			}
			Answer read = read(() -> codec.answer(this.body, body));
			check(AnswerFailures.incompleteCall(read));
			result = ServiceHeaders.complete(read, headers());
			this.answer = result;
		}
		return result;
	}

	JsonNode object() {
		return checked(json());
	}

	private JsonNode checked(JsonNode body) {
		check(AnswerFailures.of(body));
		if (!body.isObject()) {
			throw unreadable("body", this.body, body.isMissingNode() ? "it is empty" : "it is not a JSON object");
		}
		return body;
	}

	private void check(@Nullable ErrorDetail failure) {
		if (failure != null) {
			throw exception(ErrorAnswer.ofFailure(headers(), this.body, failure));
		}
	}

	/**
	 * Return the assistant's text (docs/wire-contract.md, section 16).
	 * @return the text, empty for a refusal or an answer of tool calls only
	 */
	public String text() {
		return answer().text();
	}

	/**
	 * Return the tokens used.
	 * @return the usage, or {@code null} if not reported
	 */
	public @Nullable TokenUsage usage() {
		return answer().usage();
	}

	/**
	 * Return the cost.
	 * @return the cost, or {@code null} if the answer was not priced, which is not zero
	 */
	public @Nullable Cost cost() {
		return answer().cost();
	}

	/**
	 * Return how the request was routed.
	 * @return the routing, or {@code null} if not reported
	 */
	public @Nullable Routing routing() {
		return answer().routing();
	}

	/**
	 * Return the tier that served.
	 * @return the tier, such as {@code flex}, or {@code null} if not reported
	 */
	public @Nullable String servedTier() {
		return answer().servedTier();
	}

	/**
	 * Return the assistant's text in the body of a Responses or Chat Completions answer
	 * (docs/wire-contract.md, section 16).
	 * @param body a body of any shape
	 * @return the text, empty if there is none
	 */
	public static String outputText(JsonNode body) {
		return FormatCodec.of(CallerFormat.RESPONSES).text(body);
	}

	/**
	 * Return the assistant's text in the body of an Interactions answer
	 * (docs/wire-contract.md, section 16).
	 * @param body a body of any shape
	 * @return the text, empty if there is none
	 */
	public static String interactionText(JsonNode body) {
		return FormatCodec.of(CallerFormat.INTERACTIONS).text(body);
	}

	/**
	 * Return the assistant's text in the body of a Messages answer
	 * (docs/wire-contract.md, section 16).
	 * @param body a body of any shape
	 * @return the text, empty if there is none
	 */
	public static String messageText(JsonNode body) {
		return FormatCodec.of(CallerFormat.MESSAGES).text(body);
	}

	/**
	 * Return status and size, never the content, which may be confidential.
	 */
	@Override
	public String toString() {
		return "FlexResponse[format=" + format() + ", status=" + status().value() + ", bytes=" + this.body.length + "]";
	}

}
