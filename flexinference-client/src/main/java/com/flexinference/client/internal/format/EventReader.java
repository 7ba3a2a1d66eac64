package com.flexinference.client.internal.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.Json;
import com.flexinference.client.internal.json.JsonProblem;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.internal.json.WireJson;
import com.flexinference.client.message.Answer;

/**
 * Reads the events of one stream, one by one, and collects the answer on the way.
 */
public abstract class EventReader {

	/**
	 * The most that is read of an answer, whether it is streamed or not: 64 MiB.
	 */
	public static final int MAX_ANSWER = 64 * 1024 * 1024;

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

	final Budget itemBudget = new Budget(MAX_ANSWER);

	final ItemCollector items = new ItemCollector(this.itemBudget);

	final AnswerBuilder answer;

	private byte[] data = {};

	private @Nullable List<String> wholeItems;

	private @Nullable String type;

	private @Nullable String textDelta;

	private @Nullable String reasoningDelta;

	private @Nullable ErrorDetail failure;

	private volatile boolean ended;

	private @Nullable Answer whole;

	private long count;

	private long bytes;

	EventReader(CallerFormat format, TextEvent.Shape textShape) {
		this.answer = new AnswerBuilder(format, new Budget(MAX_ANSWER));
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
		try {
			return (textExpected && readText(data)) || readTree(data);
		}
		catch (Budget.ExceededException ex) {
			fail(ErrorDetail.message("The answer is larger than " + MAX_ANSWER + " bytes and the rest is not read."));
			return true;
		}
	}

	private static boolean isDone(byte[] data) {
		return data.length <= 2 * DONE.length() && new String(data, StandardCharsets.UTF_8).strip().equals(DONE);
	}

	private boolean readText(byte[] data) {
		TextEvent event = TextEvent.read(data, this.textShape, this.answer);
		if (event == null) {
			return false;
		}
		this.count++;
		this.type = event.type();
		text(event.index(), event.text());
		return true;
	}

	private boolean readTree(byte[] data) {
		JsonNode event = WireJson.tree(data, MEMBERS);
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

	abstract void text(@Nullable Long index, @Nullable String text);

	/**
	 * Read an event that is not only text.
	 * @param type the type of the event, empty if it has none
	 * @param event its tree
	 */
	abstract void read(String type, JsonNode event);

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
	 * @param pointer leads to the object in the event
	 * @param event the event
	 * @param callType the type of an object that is a call of a tool
	 * @param arguments the member of a call that has its arguments
	 */
	final void begin(@Nullable Long index, JsonPointer pointer, JsonNode event, String callType, String arguments) {
		JsonNode start = event.at(pointer);
		objects(pointer).forEach((json) -> {
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
	 * Take the objects of the answer from an event that has all of them, if any.
	 * @param pointer leads to the objects in the event
	 */
	final void wholeItems(JsonPointer pointer) {
		List<String> objects = objects(pointer);
		this.wholeItems = objects.isEmpty() ? null : objects;
	}

	final List<String> objects(JsonPointer pointer) {
		return WireJson.objects(this.data, pointer);
	}

	/**
	 * Return the objects that the answer consists of, as they have been collected.
	 * @return the JSON of each
	 */
	List<String> items() {
		return this.items.build(this::write);
	}

	/**
	 * Write what has been added to an object.
	 * @param item what has been added
	 * @param members the members of the object as it began
	 */
	void write(PendingItem item, Map<String, RawJson> members) {
	}

	/**
	 * Take note of a failure. The first one counts.
	 * @param detail what is known of it, or {@code null} if there is none
	 */
	final void fail(@Nullable ErrorDetail detail) {
		if (detail != null && this.failure == null) {
			this.failure = AnswerFailures.reasoned(detail);
		}
	}

	final void ended() {
		this.ended = true;
		if (this.count == 0) {
			fail(ErrorDetail.message("The stream ended before its answer began."));
		}
		try {
			Answer built = this.answer.build(true, (this.wholeItems != null) ? this.wholeItems : items());
			fail(AnswerFailures.incompleteCall(built));
			this.whole = built;
		}
		catch (JacksonException ex) {
			fail(ErrorDetail.message("The answer cannot be read: " + JsonProblem.describe(ex)));
		}
	}

	public final @Nullable String type() {
		return this.type;
	}

	public final @Nullable String textDelta() {
		return this.textDelta;
	}

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

	public final boolean isEnded() {
		return this.ended;
	}

	public final synchronized long count() {
		return this.count;
	}

	public final synchronized long bytes() {
		return this.bytes;
	}

	/**
	 * Return what has arrived. May be called by any thread.
	 * @return the answer so far
	 */
	public final synchronized Answer answer() {
		return (this.whole != null && this.failure == null) ? this.whole : this.answer.build(false, List.of());
	}

}
