package com.flexinference.client.sse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events from a stream of bytes, one per call.
 * <p>
 * Follows the <a href=
 * "https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">WHATWG
 * rules</a> with one difference: a last event that the end of the stream cuts off before
 * its blank line is still delivered. Reads no further ahead than a single
 * {@link InputStream#read(byte[], int, int)} returns, so an event is delivered as soon as
 * its last byte is there. Not safe for use by several threads.
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
	 * Create a reader. The stream is not closed by the reader.
	 * @param in the stream to read
	 * @param maxEventBytes the bound of one event in bytes, greater than zero; all that
	 * is held of an event counts
	 */
	public SseReader(InputStream in, int maxEventBytes) {
		this.lines = new LineBuffer(in, maxEventBytes);
	}

	/**
	 * Read the next event, waiting for it if necessary.
	 * @return the event, or {@code null} at the end of the stream
	 * @throws SseEventTooLargeException if the event is larger than the reader accepts
	 * @throws IOException if the stream cannot be read
	 */
	public @Nullable SseEvent read() throws IOException {
		while (this.lines.next()) {
			if (!this.lines.isBlank()) {
				processLine();
			}
			else if (this.hasData) {
				return dispatch();
			}
			else {
				reset();
			}
		}
		return this.hasData ? dispatch() : null;
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

	private SseEvent dispatch() {
		SseEvent event = new SseEvent(this.hasName ? this.name.get() : null, this.lines.takeKept(), this.lastEventId);
		reset();
		return event;
	}

	private void reset() {
		this.hasData = false;
		this.hasName = false;
		this.lines.reserve(0);
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

}
