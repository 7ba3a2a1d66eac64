package com.flexinference.client.format;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import com.flexinference.client.format.JsonScanner.MemberReader;

/**
 * Reads the events of one stream, one by one, and collects the answer on the way. Each
 * event is scanned once; only rare parts become trees.
 */
public abstract class EventReader {

	static final String NO_REASON = "The answer failed, and the service gave no reason.";

	private static final byte[] DONE = { '[', 'D', 'O', 'N', 'E', ']' };

	private final String typeMember;

	final JsonScanner json = new JsonScanner();

	final AnswerBuilder answer = new AnswerBuilder();

	private final MemberReader members = this::readMember;

	private @Nullable String type;

	private @Nullable String textDelta;

	private int plainLength;

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
	 * Read the next event. Its parts can be asked for until the next call.
	 * @param data holds the data of the event
	 * @param from the index of its first byte
	 * @param to the index after its last byte
	 * @return whether it is an event, and not the marker {@code [DONE]} or blank
	 * @throws JacksonException if the data is not JSON
	 */
	public final boolean read(byte[] data, int from, int to) {
		this.textDelta = null;
		this.plainLength = 0;
		this.bytes += to - from;
		if (!this.json.readAlike(data, from, to)) {
			return readWhole(data, from, to);
		}
		this.count++;
		String delta = this.json.delta();
		if (delta != null) {
			textDelta(delta);
		}
		else {
			this.plainLength = this.json.plainLength();
			this.answer.textDelta(data, plainStart(), this.plainLength);
		}
		return true;
	}

	private synchronized boolean readWhole(byte[] data, int from, int to) {
		if (isDone(data, from, to)) {
			done();
			return false;
		}
		this.type = null;
		this.answer.begin();
		begin();
		if (!this.json.read(data, from, to, this.members)) {
			return false;
		}
		this.count++;
		end((this.type != null) ? this.type : "");
		if (this.textDelta != null && !this.answer.hasMoreThanText()) {
			this.json.remember(this.textDelta);
		}
		return true;
	}

	private void readMember(String name) {
		if (name.equals(this.typeMember)) {
			this.type = this.json.recurringString();
		}
		else if (name.equals("error")) {
			if (this.json.isObject()) {
				fail(ErrorDetail.ofError(this.json.tree()));
			}
		}
		else {
			member(name);
		}
	}

	private static boolean isDone(byte[] data, int from, int to) {
		if (to - from < DONE.length || data[from] != DONE[0]) {
			return false;
		}
		for (int i = 0; i < to - from; i++) {
			if (data[from + i] != ((i < DONE.length) ? DONE[i] : ' ')) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Forget the parts of the event before.
	 */
	abstract void begin();

	/**
	 * Take a member of the event. Its value can be read from {@link #json}, or left
	 * unread.
	 * @param name the name of the member
	 */
	abstract void member(String name);

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
		return (this.plainLength > 0)
				? new String(this.json.data, plainStart(), this.plainLength, StandardCharsets.US_ASCII)
				: this.textDelta;
	}

	/**
	 * Return the length of the text that the event adds, if the data has it in ASCII
	 * without escapes and it has not been read.
	 * @return the length in bytes, or 0 if {@link #textDelta()} costs nothing
	 */
	public final int plainLength() {
		return this.plainLength;
	}

	/**
	 * Return where that text is.
	 * @return the index of its first byte, if there is one
	 */
	public final int plainStart() {
		return this.json.plainStart();
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
	 * Return how many events have been read. Another thread than the reading one is to
	 * ask for the {@link #answer()} first.
	 * @return the number of events
	 */
	public final long count() {
		return this.count;
	}

	/**
	 * Return how much data the events had that have been read. Another thread than the
	 * reading one is to ask for the {@link #answer()} first.
	 * @return the number of bytes
	 */
	public final long bytes() {
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
