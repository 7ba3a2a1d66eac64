package com.flexinference.client.internal.sse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Splits a stream into lines that end with CR, LF or CRLF.
 */
final class LineReader {

	private static final int BUFFER_SIZE = 8192;

	private static final int USUAL_LENGTH = 256;

	private static final byte[] BOM = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };

	private final InputStream source;

	private final int maxEventBytes;

	private final byte[] buffer = new byte[BUFFER_SIZE];

	private int position;

	private int limit;

	private boolean firstLine = true;

	private boolean afterCarriageReturn;

	LineReader(InputStream source, int maxEventBytes) {
		this.source = source;
		this.maxEventBytes = maxEventBytes;
	}

	/**
	 * Wait for the next line. The end of the stream ends a line that has begun.
	 * @param eventBytes the bytes that the event has already
	 * @return the line, or {@code null} at the end of the stream
	 * @throws IOException if the stream cannot be read, or the event becomes too large
	 */
	byte @Nullable [] next(int eventBytes) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream(USUAL_LENGTH);
		boolean ended = false;
		while (!ended && hasBytes()) {
			skipLineFeed();
			int end = findLineEnd();
			ended = end < this.limit;
			line.write(this.buffer, this.position, end - this.position);
			this.position = end;
			if (line.size() > this.maxEventBytes - eventBytes) {
				throw new IOException("Server-sent event is larger than " + this.maxEventBytes + " bytes");
			}
		}
		if (ended) {
			this.afterCarriageReturn = this.buffer[this.position++] == '\r';
		}
		return (ended || line.size() > 0) ? withoutByteOrderMark(line.toByteArray()) : null;
	}

	private boolean hasBytes() throws IOException {
		while (this.position == this.limit) {
			int count = this.source.read(this.buffer);
			if (count < 0) {
				return false;
			}
			this.position = 0;
			this.limit = count;
		}
		return true;
	}

	/**
	 * Skip the line feed that belongs to the carriage return before. This waits until the
	 * next line is read: the line before must not wait for it.
	 */
	private void skipLineFeed() {
		if (this.afterCarriageReturn && this.buffer[this.position] == '\n') {
			this.position++;
		}
		this.afterCarriageReturn = false;
	}

	private int findLineEnd() {
		int end = this.position;
		while (end < this.limit && this.buffer[end] != '\n' && this.buffer[end] != '\r') {
			end++;
		}
		return end;
	}

	private byte[] withoutByteOrderMark(byte[] line) {
		boolean marked = this.firstLine && line.length >= BOM.length
				&& Arrays.equals(line, 0, BOM.length, BOM, 0, BOM.length);
		this.firstLine = false;
		return marked ? Arrays.copyOfRange(line, BOM.length, line.length) : line;
	}

}
