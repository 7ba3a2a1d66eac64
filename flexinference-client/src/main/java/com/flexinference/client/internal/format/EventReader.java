package com.flexinference.client.internal.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.Json;
import com.flexinference.client.internal.json.JsonProblem;
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

	private final FormatCodec codec;

	private final String typeMember;

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

	EventReader(FormatCodec codec, String typeMember) {
		this.codec = codec;
		this.typeMember = typeMember;
		this.answer = new AnswerBuilder(codec, new Budget(MAX_ANSWER));
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
			return readEvent(data);
		}
		catch (Budget.ExceededException ex) {
			fail(ErrorDetail.message("The answer is larger than " + MAX_ANSWER + " bytes and the rest is not read."));
			return true;
		}
	}

	private static boolean isDone(byte[] data) {
		return data.length <= 2 * DONE.length() && new String(data, StandardCharsets.UTF_8).strip().equals(DONE);
	}

	private boolean readEvent(byte[] data) {
		JsonNode event = WireJson.tree(data, MEMBERS);
		if (event.isMissingNode()) {
			return false;
		}
		if (!event.isObject()) {
			fail(ErrorDetail.message("The stream has an event that is not a JSON object."));
		}
		this.data = data;
		this.count++;
		this.type = Json.text(event, this.typeMember);
		fail(ErrorDetail.ofMember(event.path(ERROR)));
		read((this.type != null) ? this.type : "", event);
		// Formats whose events have their type elsewhere have errors of this shape too.
		if (ERROR.equals(this.type) || ERROR.equals(Json.text(event, "type"))) {
			fail(ErrorDetail.ofError(event));
		}
		return true;
	}

	/**
	 * Read an event.
	 * @param type the type of the event, empty if it has none
	 * @param event the members of the event that are read
	 */
	abstract void read(String type, JsonNode event);

	void done() {
	}

	final void textDelta(@Nullable String delta) {
		if (delta != null && !delta.isEmpty()) {
			this.textDelta = delta;
			this.answer.text(delta);
		}
	}

	final void wholeText(@Nullable String text) {
		// It is a delta unless pieces of it have come.
		if (!this.answer.hasText()) {
			textDelta(text);
		}
	}

	final void reasoningDelta(@Nullable Object part, @Nullable String delta) {
		this.reasoningDelta = this.answer.reasoning((part != null) ? part : "", delta);
	}

	final void begin(@Nullable Long index, JsonPointer pointer, JsonNode event) {
		objects(pointer)
			.forEach((json) -> this.items.begin(index, json).call(this.answer.calls().begin(index, event.at(pointer))));
	}

	final void whole(JsonNode body, JsonPointer pointer) {
		// It decides on all but the text and the reasoning, and may lack its objects.
		wholeText(this.codec.text(body));
		this.codec.read(body, this.answer);
		List<String> objects = objects(pointer);
		this.wholeItems = objects.isEmpty() ? null : objects;
	}

	final List<String> objects(JsonPointer pointer) {
		return WireJson.objects(this.data, pointer);
	}

	List<String> items() {
		return this.items.build(this.codec.callFields().arguments());
	}

	final void fail(@Nullable ErrorDetail detail) {
		// The first failure counts.
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
