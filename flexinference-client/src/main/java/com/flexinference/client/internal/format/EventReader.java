package com.flexinference.client.internal.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import com.flexinference.client.format.CallerFormat;
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

	private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

	private static final String ERROR = "error";

	private final String typeMember;

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

	private boolean error;

	private volatile boolean ended;

	private long count;

	private long bytes;

	/**
	 * Create a reader.
	 * @param format the format of the answer
	 * @param typeMember the name of the member that holds the type of an event
	 */
	EventReader(CallerFormat format, String typeMember) {
		this.answer = new AnswerBuilder(format, this.budget);
		this.typeMember = typeMember;
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
		this.error = false;
		if (this.ended) {
			return false;
		}
		this.bytes += data.length;
		if (isDone(data)) {
			done();
			return false;
		}
		this.data = data;
		begin();
		Boolean object = EventJson.read(data, this::readMember);
		if (object == null) {
			return false;
		}
		if (!object) {
			fail(ErrorDetail.message("The stream has an event that is not a JSON object."));
		}
		this.count++;
		end((this.type != null) ? this.type : "");
		if (this.error) {
			fail(ErrorDetail.ofError(WireJson.tree(data)));
		}
		if (this.budget.isExceeded() || this.itemBudget.isExceeded()) {
			fail(ErrorDetail
				.message("The answer is larger than " + MAX_ANSWER + " bytes and is not read any further."));
		}
		return true;
	}

	private static boolean isDone(byte[] data) {
		return data.length >= DONE.length && Arrays.equals(data, 0, DONE.length, DONE, 0, DONE.length)
				&& new String(data, StandardCharsets.UTF_8).stripTrailing().length() == DONE.length;
	}

	private void readMember(String name, EventJson value) {
		if (name.equals(this.typeMember)) {
			this.type = value.string();
			this.error |= ERROR.equals(this.type);
		}
		else if (name.equals("type")) {
			// A format whose events have their type elsewhere has errors of this shape
			// too.
			this.error |= ERROR.equals(value.string());
		}
		else if (name.equals(ERROR)) {
			fail(ErrorDetail.ofMember(value.tree()));
		}
		else {
			member(name, value);
		}
	}

	/**
	 * Forget the parts of the event before.
	 */
	abstract void begin();

	/**
	 * Take a member of the event.
	 * @param name the name of the member
	 * @param value where its value can be read, or left unread
	 */
	abstract void member(String name, EventJson value);

	/**
	 * Act on an event whose members have been taken.
	 * @param type the type of the event, empty if it has none
	 */
	abstract void end(String type);

	/**
	 * Act on the marker {@code [DONE]}.
	 */
	void done() {
	}

	final void textDelta(@Nullable String delta) {
		this.textDelta = delta;
		this.answer.textDelta(delta);
	}

	final void reasoningDelta(Object part, @Nullable String delta) {
		this.reasoningDelta = this.answer.reasoning(part, delta);
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
			this.failure = FormatCodec.reasoned(detail);
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
		fail(FormatCodec.incompleteCall(this.answer.build(true, List.of())));
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
