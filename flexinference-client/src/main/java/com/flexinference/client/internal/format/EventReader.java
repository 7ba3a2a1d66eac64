package com.flexinference.client.internal.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import com.flexinference.client.message.Answer;

/**
 * Reads the events of one stream, one by one, and collects the answer on the way.
 */
public abstract class EventReader {

	static final String NO_REASON = "The answer failed, and the service gave no reason.";

	private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

	private final String typeMember;

	final AnswerBuilder answer = new AnswerBuilder();

	private @Nullable String type;

	private @Nullable String textDelta;

	private @Nullable ErrorDetail failure;

	private volatile boolean ended;

	private long count;

	private long bytes;

	/**
	 * Create a reader.
	 * @param typeMember the name of the member that holds the type of an event
	 */
	EventReader(String typeMember) {
		this.typeMember = typeMember;
	}

	/**
	 * Read the next event. What it says can be asked for until the next call.
	 * @param data the data of the event
	 * @return whether it is an event, and not the marker {@code [DONE]} or blank
	 * @throws JacksonException if the data is not JSON
	 */
	public final synchronized boolean read(byte[] data) {
		this.type = null;
		this.textDelta = null;
		this.bytes += data.length;
		if (isDone(data)) {
			done();
			return false;
		}
		begin();
		if (!EventJson.read(data, this::readMember)) {
			return false;
		}
		this.count++;
		end((this.type != null) ? this.type : "");
		return true;
	}

	private static boolean isDone(byte[] data) {
		return data.length >= DONE.length && Arrays.equals(data, 0, DONE.length, DONE, 0, DONE.length)
				&& new String(data, StandardCharsets.UTF_8).stripTrailing().length() == DONE.length;
	}

	private void readMember(String name, EventJson value) {
		if (name.equals(this.typeMember)) {
			this.type = value.string();
		}
		else if (name.equals("error")) {
			if (value.isObject()) {
				fail(ErrorDetail.ofError(value.tree()));
			}
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

	final void fail(ErrorDetail detail) {
		this.failure = (detail.message() != null) ? detail : detail.withMessage(NO_REASON);
	}

	final void ended() {
		this.ended = true;
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
	 * Return the failure that the stream has told of (contract section 10.6).
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
		return this.answer.build(this.ended && this.failure == null);
	}

}
