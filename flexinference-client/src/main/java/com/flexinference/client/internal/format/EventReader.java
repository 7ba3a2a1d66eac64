package com.flexinference.client.internal.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.RawObjects;
import com.flexinference.client.internal.json.WireJson;
import com.flexinference.client.message.Answer;

/**
 * Reads the events of one stream, one by one, and collects the answer on the way.
 */
public abstract class EventReader {

	/**
	 * The most that is collected of an answer, as much as of one that is not streamed: 64
	 * MiB.
	 */
	private static final int MAX_ANSWER = 64 * 1024 * 1024;

	private static final String DONE = "[DONE]";

	private static final String ERROR = "error";

	/**
	 * The members of events that are read; the others take no memory.
	 */
	private static final Set<String> MEMBERS = Set.of("type", "event_type", "object", ERROR, "message", "code", "param",
			"id", "text", "model", "service_tier", "choices", "usage", "delta", "response", "item", "item_id",
			"arguments", "output_index", "summary_index", "content_index", "index", "step", "interaction",
			"content_block");

	private final TextEvent.Shape textShape;

	private final Budget budget = new Budget(MAX_ANSWER);

	final Budget itemBudget = new Budget(MAX_ANSWER);

	final AnswerBuilder answer;

	final PendingItems items = new PendingItems(this.itemBudget);

	private byte[] data = {};

	private @Nullable List<String> builtItems;

	private @Nullable String type;

	private @Nullable String textDelta;

	private @Nullable String reasoningDelta;

	private @Nullable ErrorDetail failure;

	private volatile boolean ended;

	private long count;

	private long bytes;

	/**
	 * Create a reader.
	 * @param format the format of the answer
	 * @param textShape the shape of events that add text
	 */
	EventReader(CallerFormat format, TextEvent.Shape textShape) {
		this.answer = new AnswerBuilder(format, this.budget);
		this.textShape = textShape;
	}

	/**
	 * Read the next event. Its values can be read until the next call. Nothing counts
	 * after the format's terminal event.
	 * @param data the data of the event
	 * @return whether it is an event of the answer, and not the marker {@code [DONE]},
	 * blank or after the end
	 * @throws JacksonException if the data is not JSON
	 */
	public final synchronized boolean read(byte[] data) {
		// Most texts follow a text, and other events need not be read twice.
		boolean textExpected = this.textDelta != null;
		this.type = null;
		this.textDelta = null;
		this.reasoningDelta = null;
		if (this.ended) {
			return false;
		}
		this.bytes += data.length;
		if (isDone(data)) {
			done();
			return false;
		}
		TextEvent text = textExpected ? TextEvent.read(data, this.textShape, this.answer) : null;
		if (text != null) {
			this.count++;
			this.type = text.type();
			text(text.index(), text.text());
		}
		else if (!readTree(data)) {
			return false;
		}
		if (this.budget.isExceeded() || this.itemBudget.isExceeded()) {
			fail(ErrorDetail
				.message("The answer is larger than " + MAX_ANSWER + " bytes and is not read any further."));
		}
		return true;
	}

	private boolean readTree(byte[] data) {
		JsonNode event = WireJson.tree(data,
				(depth, name) -> (depth == 1) ? MEMBERS.contains(name) : !name.equals("logprobs"));
		if (event.isMissingNode()) {
			return false;
		}
		if (!event.isObject()) {
			fail(ErrorDetail.message("The stream has an event that is not a JSON object."));
		}
		this.data = data;
		this.count++;
		this.type = Json.text(event, this.textShape.typeMember());
		fail(ErrorDetail.ofMember(event.path(ERROR)));
		read((this.type != null) ? this.type : "", event);
		// Formats whose events have their type elsewhere have errors of this shape too.
		if (ERROR.equals(this.type) || ERROR.equals(Json.text(event, "type"))) {
			fail(ErrorDetail.ofError(event));
		}
		return true;
	}

	private static boolean isDone(byte[] data) {
		return data.length <= 2 * DONE.length() && new String(data, StandardCharsets.UTF_8).strip().equals(DONE);
	}

	/**
	 * Add to the text of the answer.
	 * @param index the index of the object that the text belongs to, or {@code null} if
	 * it has none
	 * @param text the text, or {@code null} for nothing
	 */
	abstract void text(@Nullable Long index, @Nullable String text);

	/**
	 * Read an event that is not only text.
	 * @param type the type of the event, empty if it has none
	 * @param event its tree
	 */
	abstract void read(String type, JsonNode event);

	/**
	 * Act on the marker {@code [DONE]}.
	 */
	void done() {
	}

	final void textDelta(@Nullable String delta) {
		this.textDelta = delta;
		this.answer.textDelta(delta);
	}

	/**
	 * Take a text that is whole, which is a delta unless pieces of it have come.
	 * @param text the text, or {@code null} for none
	 */
	final void wholeText(@Nullable String text) {
		if (text != null && !text.isEmpty() && !this.answer.hasText()) {
			textDelta(text);
		}
	}

	final void reasoningDelta(@Nullable Object part, @Nullable String delta) {
		this.reasoningDelta = this.answer.reasoning((part != null) ? part : "", delta);
	}

	/**
	 * Begin an object of the answer.
	 * @param index the index of the object, or {@code null} if it has none
	 * @param member the member of the event that has the object
	 * @param event the event
	 * @param callType the type of an object that is a call of a tool
	 * @param arguments the member of a call that has its arguments
	 */
	final void begin(@Nullable Long index, String member, JsonNode event, String callType, String arguments) {
		JsonNode start = event.path(member);
		RawObjects.at(this.data, member).forEach((json) -> {
			PendingItem item = this.items.begin(index, json);
			if (callType.equals(Json.text(start, "type"))) {
				PendingCall call = this.answer.calls().call(index, Json.text(start, "id"));
				call.describe(start);
				call.initialArguments(start.path(arguments));
				item.call(call);
			}
		});
	}

	/**
	 * Return the data of the event.
	 * @return the bytes, not to be changed
	 */
	final byte[] data() {
		return this.data;
	}

	/**
	 * Return the objects that the whole answer consists of.
	 * @return the JSON of each
	 */
	abstract List<String> items();

	/**
	 * Take note of a failure. The first one counts.
	 * @param detail what is known of it, or {@code null} if there is none
	 */
	final void fail(@Nullable ErrorDetail detail) {
		if (detail != null && this.failure == null) {
			this.failure = AnswerFailures.reasoned(detail);
		}
	}

	/**
	 * Take note of the end of the answer.
	 */
	final void ended() {
		this.ended = true;
		if (this.count == 0) {
			fail(ErrorDetail.message("The stream ended before its answer began."));
		}
		fail(AnswerFailures.incompleteCall(this.answer.build(true, List.of())));
	}

	/**
	 * Return the type of the event, read from its data.
	 * @return the type, or {@code null} if it has none
	 */
	public final @Nullable String type() {
		return this.type;
	}

	/**
	 * Return the text that the event adds to the answer.
	 * @return the text, or {@code null} if it adds none
	 */
	public final @Nullable String textDelta() {
		return this.textDelta;
	}

	/**
	 * Return the text that the event adds to the reasoning.
	 * @return the text, or {@code null} if it adds none
	 */
	public final @Nullable String reasoningDelta() {
		return this.reasoningDelta;
	}

	/**
	 * Return the failure that the stream has reported (docs/wire-contract.md, section
	 * 10.6).
	 * @return the failure, or {@code null} if there is none
	 */
	public final @Nullable ErrorDetail failure() {
		return this.failure;
	}

	/**
	 * Return whether the format's terminal event has been read.
	 * @return whether the answer is complete
	 */
	public final boolean isEnded() {
		return this.ended;
	}

	/**
	 * Return how many events have been read. May be called by any thread.
	 * @return the number of events
	 */
	public final synchronized long count() {
		return this.count;
	}

	/**
	 * Return how much data the events had that have been read. May be called by any
	 * thread.
	 * @return the number of bytes
	 */
	public final synchronized long bytes() {
		return this.bytes;
	}

	/**
	 * Return what has arrived. May be called by any thread.
	 * @return the answer so far
	 */
	public final synchronized Answer answer() {
		if (!this.ended || this.failure != null) {
			return this.answer.build(false, List.of());
		}
		this.builtItems = (this.builtItems != null) ? this.builtItems : items();
		return this.answer.build(true, this.builtItems);
	}

}
