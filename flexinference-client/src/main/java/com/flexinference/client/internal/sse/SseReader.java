package com.flexinference.client.internal.sse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

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
	 * The bound of one event: 8 MiB. The data of the event and the line being read count.
	 */
	public static final int MAX_EVENT_BYTES = 8 * 1024 * 1024;

	private static final int USUAL_LENGTH = 256;

	private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);

	private final LineReader lines;

	public SseReader(InputStream source) {
		this(source, MAX_EVENT_BYTES);
	}

	SseReader(InputStream source, int maxEventBytes) {
		this.lines = new LineReader(source, maxEventBytes);
	}

	/**
	 * Wait for the next event.
	 * @return the data of the event: the values of its {@code data} fields in UTF-8,
	 * joined by line feeds; or {@code null} at the end of the stream
	 * @throws IOException if the stream cannot be read, or the event is larger than
	 * {@link #MAX_EVENT_BYTES}
	 */
	public byte @Nullable [] next() throws IOException {
		ByteArrayOutputStream data = new ByteArrayOutputStream(USUAL_LENGTH);
		boolean hasData = false;
		byte[] line;
		while ((line = this.lines.next(data.size())) != null) {
			if (line.length == 0 && hasData) {
				break;
			}
			if (isData(line)) {
				if (hasData) {
					data.write('\n');
				}
				int start = valueStart(line);
				data.write(line, start, line.length - start);
				hasData = true;
			}
		}
		return hasData ? data.toByteArray() : null;
	}

	private static boolean isData(byte[] line) {
		return line.length >= DATA.length && Arrays.equals(line, 0, DATA.length, DATA, 0, DATA.length)
				&& (line.length == DATA.length || line[DATA.length] == ':');
	}

	private static int valueStart(byte[] line) {
		int start = Math.min(DATA.length + 1, line.length);
		return (start < line.length && line[start] == ' ') ? start + 1 : start;
	}

}
