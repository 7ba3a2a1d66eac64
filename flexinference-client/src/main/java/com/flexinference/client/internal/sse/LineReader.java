package com.flexinference.client.internal.sse;

import java.io.IOException;
import java.io.InputStream;

/**
 * Splits a stream into lines that end with CR, LF or CRLF.
 */
final class LineReader {

	private static final int BUFFER_SIZE = 8192;

	private static final byte[] BOM = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };

	private final InputStream source;

	private final byte[] buffer = new byte[BUFFER_SIZE];

	private int position;

	private int limit;

	private final ByteArray line = new ByteArray();

	private boolean firstLine = true;

	private boolean afterCarriageReturn;

	LineReader(InputStream source) {
		this.source = source;
	}

	/**
	 * Wait for the next line. The end of the stream ends a line that has begun.
	 * @param maxLength the most bytes that the line may have
	 * @param maxEventBytes the bound to name when the line is longer
	 * @return {@code false} at the end of the stream
	 */
	boolean next(int maxLength, int maxEventBytes) throws IOException {
		this.line.clear();
		boolean ended = false;
		while (!ended && hasBytes()) {
			skipLineFeed();
			int end = findLineEnd();
			ended = end < this.limit;
			this.line.append(this.buffer, this.position, end - this.position);
			this.position = end;
			if (this.line.length() - byteOrderMark() > maxLength) {
				throw new SseEventTooLargeException(maxEventBytes);
			}
		}
		if (ended) {
			this.afterCarriageReturn = this.buffer[this.position++] == '\r';
		}
		boolean found = ended || this.line.length() > 0;
		this.line.dropFirst(byteOrderMark());
		this.firstLine = false;
		return found;
	}

	byte[] bytes() {
		return this.line.bytes();
	}

	int length() {
		return this.line.length();
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

	private int byteOrderMark() {
		return (this.firstLine && this.line.startsWith(BOM)) ? BOM.length : 0;
	}

}
