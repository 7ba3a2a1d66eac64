package com.flexinference.client.sse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events from a stream of bytes, one per call, and stands at the last
 * one: what it says can be asked for until the next call.
 * <p>
 * Follows the <a href=
 * "https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">WHATWG
 * rules</a> with one difference: a last event that the end of the stream cuts off before
 * its blank line is still delivered. Reads no further ahead than a single piece of the
 * source, so an event is delivered as soon as its last byte is there. Not safe for use by
 * several threads.
 */
public final class SseReader {

	/**
	 * The usual bound of one event: 8 MiB.
	 */
	public static final int DEFAULT_MAX_EVENT_BYTES = 8 * 1024 * 1024;

	private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] ID = "id".getBytes(StandardCharsets.US_ASCII);

	private final LineBuffer lines;

	private boolean hasData;

	private boolean hasName;

	private final CachedText name = new CachedText();

	private final CachedText id = new CachedText();

	private @Nullable String lastEventId;

	/**
	 * Create a reader.
	 * @param source what to read
	 * @param maxEventBytes the bound of one event in bytes, greater than zero; all that
	 * is held of an event counts
	 */
	public SseReader(Source source, int maxEventBytes) {
		this.lines = new LineBuffer(source, maxEventBytes);
	}

	/**
	 * Go to the next event, waiting for it if necessary.
	 * @return {@code false} at the end of the stream
	 * @throws SseEventTooLargeException if the event is larger than the reader accepts
	 * @throws IOException if the stream cannot be read
	 */
	public boolean next() throws IOException {
		begin();
		while (this.lines.next()) {
			if (!this.lines.isBlank()) {
				processLine();
			}
			else if (this.hasData) {
				return true;
			}
			else {
				begin();
			}
		}
		return this.hasData;
	}

	private void begin() {
		this.hasData = false;
		this.hasName = false;
		this.lines.dropKept();
		this.lines.reserve(0);
	}

	private void processLine() {
		byte[] bytes = this.lines.bytes();
		int start = this.lines.start();
		int end = this.lines.end();
		if (isField(DATA, bytes, start, end)) {
			this.lines.keep(valueStart(bytes, start + DATA.length, end));
			this.hasData = true;
		}
		else if (isField(EVENT, bytes, start, end)) {
			int valueStart = valueStart(bytes, start + EVENT.length, end);
			this.name.set(bytes, valueStart, end);
			this.hasName = valueStart < end;
			this.lines.reserve(end - valueStart);
		}
		else if (isField(ID, bytes, start, end)) {
			int valueStart = valueStart(bytes, start + ID.length, end);
			if (!containsNul(bytes, valueStart, end)) {
				this.id.set(bytes, valueStart, end);
				this.lastEventId = this.id.get();
			}
		}
	}

	/**
	 * Return the value of the event's {@code event} field.
	 * @return the name, or {@code null} if the event has none
	 */
	public @Nullable String name() {
		return this.hasName ? this.name.get() : null;
	}

	/**
	 * Return the last event id of the stream when the event ended: its own, or else that
	 * of an earlier event.
	 * @return the last event id, or {@code null} if the stream has sent none so far
	 */
	public @Nullable String lastEventId() {
		return this.lastEventId;
	}

	/**
	 * Return what holds the event's data until the next call, from {@link #start()} to
	 * {@link #end()}: the values of its {@code data} fields as they were sent (UTF-8 by
	 * the rules of the format), joined by line feeds.
	 * @return an array, not to be changed
	 */
	public byte[] buffer() {
		return this.lines.bytes();
	}

	public int start() {
		return this.lines.keptStart();
	}

	public int end() {
		return this.lines.keptEnd();
	}

	/**
	 * Return the event's data.
	 * @return a copy of the bytes
	 */
	public byte[] bytes() {
		return Arrays.copyOfRange(buffer(), start(), end());
	}

	/**
	 * Return what holds the event's data for good, from {@link #dataOffset()}: the piece
	 * in which it arrived if it lies there as a whole, else a copy.
	 * @return a buffer, of which the position and limit mean nothing
	 */
	public ByteBuffer data() {
		return (this.lines.keptInPiece() >= 0) ? this.lines.piece() : ByteBuffer.wrap(bytes());
	}

	public int dataOffset() {
		return Math.max(this.lines.keptInPiece(), 0);
	}

	private static boolean isField(byte[] field, byte[] bytes, int start, int end) {
		int fieldEnd = start + field.length;
		return fieldEnd <= end && (fieldEnd == end || bytes[fieldEnd] == ':')
				&& Arrays.equals(bytes, start, fieldEnd, field, 0, field.length);
	}

	private static int valueStart(byte[] bytes, int fieldEnd, int end) {
		int start = Math.min(fieldEnd + 1, end);
		return (start < end && bytes[start] == ' ') ? start + 1 : start;
	}

	private static boolean containsNul(byte[] bytes, int start, int end) {
		for (int i = start; i < end; i++) {
			if (bytes[i] == 0) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Where the bytes of a stream come from.
	 */
	@FunctionalInterface
	public interface Source {

		/**
		 * Wait for the next piece.
		 * @return a buffer from its position to its limit, whose content is the reader's
		 * from now on, or {@code null} at the end. If it has an array, the lines of an
		 * event are joined there.
		 * @throws IOException if there is none
		 */
		@Nullable ByteBuffer next() throws IOException;

	}

}
