package com.flexinference.client.internal.sse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Reads server-sent events from a stream of bytes, one per call.
 * <p>
 * Follows the <a href=
 * "https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">WHATWG
 * rules</a> with one difference: it still delivers a last event that the end of the
 * stream cuts off before its blank line. It delivers an event as soon as its last byte
 * has arrived. Not safe for use by several threads.
 */
public final class SseReader {

	/**
	 * The usual bound of one event: 8 MiB.
	 */
	public static final int DEFAULT_MAX_EVENT_BYTES = 8 * 1024 * 1024;

	private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] ID = "id".getBytes(StandardCharsets.US_ASCII);

	private final LineReader lines;

	private final int maxEventBytes;

	private final ByteArray data = new ByteArray();

	private boolean hasData;

	private String name = "";

	private int nameLength;

	private @Nullable String lastEventId;

	/**
	 * Create a reader.
	 * @param source the stream to read; the reader does not close it
	 * @param maxEventBytes the bound of one event in bytes, greater than zero; data and
	 * name of the event and the line being read count
	 */
	public SseReader(InputStream source, int maxEventBytes) {
		Assert.notNull(source, "'source' must not be null");
		Assert.isTrue(maxEventBytes > 0, "'maxEventBytes' must be greater than zero");
		this.lines = new LineReader(source);
		this.maxEventBytes = maxEventBytes;
	}

	/**
	 * Wait for the next event.
	 * @return the data of the event: the values of its {@code data} fields in UTF-8,
	 * joined by line feeds; or {@code null} at the end of the stream
	 * @throws SseEventTooLargeException if the event is larger than the reader accepts
	 * @throws IOException if the stream cannot be read
	 */
	public byte @Nullable [] next() throws IOException {
		begin();
		while (this.lines.next(this.maxEventBytes - this.data.length() - this.nameLength, this.maxEventBytes)) {
			if (this.lines.length() > 0) {
				processLine(this.lines.bytes(), this.lines.length());
			}
			else if (this.hasData) {
				return this.data.toByteArray();
			}
			else {
				begin();
			}
		}
		return this.hasData ? this.data.toByteArray() : null;
	}

	private void begin() {
		this.data.clear();
		this.hasData = false;
		this.name = "";
		this.nameLength = 0;
	}

	private void processLine(byte[] line, int length) {
		if (isField(DATA, line, length)) {
			if (this.hasData) {
				this.data.append((byte) '\n');
			}
			int start = valueStart(line, DATA.length, length);
			this.data.append(line, start, length - start);
			this.hasData = true;
		}
		else if (isField(EVENT, line, length)) {
			int start = valueStart(line, EVENT.length, length);
			this.nameLength = length - start;
			this.name = new String(line, start, this.nameLength, StandardCharsets.UTF_8);
		}
		else if (isField(ID, line, length)) {
			int start = valueStart(line, ID.length, length);
			String id = new String(line, start, length - start, StandardCharsets.UTF_8);
			if (id.indexOf('\0') < 0) {
				this.lastEventId = id;
			}
		}
	}

	private static boolean isField(byte[] field, byte[] line, int length) {
		return length >= field.length && Arrays.equals(line, 0, field.length, field, 0, field.length)
				&& (length == field.length || line[field.length] == ':');
	}

	private static int valueStart(byte[] line, int fieldEnd, int length) {
		int start = Math.min(fieldEnd + 1, length);
		return (start < length && line[start] == ' ') ? start + 1 : start;
	}

	/**
	 * Return the value of the last event's {@code event} field.
	 * @return the name, or {@code null} if the event has none
	 */
	public @Nullable String name() {
		return this.name.isEmpty() ? null : this.name;
	}

	/**
	 * Return the last event id of the stream when the last event ended: its own, or else
	 * that of an earlier event.
	 * @return the last event id, or {@code null} if the stream has sent none so far
	 */
	public @Nullable String lastEventId() {
		return this.lastEventId;
	}

}
