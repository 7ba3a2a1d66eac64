package com.flexinference.client.internal.sse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Reads the data of server-sent events from a stream of bytes, one event per call. Names
 * and ids of events are skipped: no caller format needs them.
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

	private final LineReader lines;

	private final int maxEventBytes;

	private final ByteArray data = new ByteArray();

	private boolean hasData;

	/**
	 * Create a reader.
	 * @param source the stream to read; the reader does not close it
	 * @param maxEventBytes the bound of one event in bytes, greater than zero; the data
	 * of the event and the line being read count
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
	 * @throws IOException if the stream cannot be read, or the event is larger than the
	 * reader accepts
	 */
	public byte @Nullable [] next() throws IOException {
		this.data.clear();
		this.hasData = false;
		while (this.lines.next(this.maxEventBytes - this.data.length(), this.maxEventBytes)) {
			if (this.lines.length() > 0) {
				appendData(this.lines.bytes(), this.lines.length());
			}
			else if (this.hasData) {
				return this.data.toByteArray();
			}
		}
		return this.hasData ? this.data.toByteArray() : null;
	}

	private void appendData(byte[] line, int length) {
		if (!isData(line, length)) {
			return;
		}
		if (this.hasData) {
			this.data.append((byte) '\n');
		}
		int start = Math.min(DATA.length + 1, length);
		if (start < length && line[start] == ' ') {
			start++;
		}
		this.data.append(line, start, length - start);
		this.hasData = true;
	}

	private static boolean isData(byte[] line, int length) {
		return length >= DATA.length && Arrays.equals(line, 0, DATA.length, DATA, 0, DATA.length)
				&& (length == DATA.length || line[DATA.length] == ':');
	}

}
