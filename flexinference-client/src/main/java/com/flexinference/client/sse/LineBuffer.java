package com.flexinference.client.sse;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.springframework.util.Assert;

/**
 * Splits a stream into lines ended by CR, LF or CRLF, all within one buffer or, without a
 * copy, within a piece that can be had as an array.
 * <p>
 * The parts of lines that are to be kept are moved together at the front of the same
 * buffer: {@code [kept][gap][line][unread]}. What a line gives up (its field name, its
 * line end) is always more than the line feed that joins it to what was kept before.
 */
final class LineBuffer {

	/**
	 * The least and the most to keep for an event to come.
	 */
	private static final int MIN_SIZE = 512;

	private static final int MAX_IDLE_SIZE = 32 * 1024;

	private static final byte[] NO_BYTES = {};

	private static final ByteBuffer NO_PIECE = ByteBuffer.wrap(NO_BYTES);

	private static final byte[] BOM = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };

	private final SseReader.Source source;

	private final int maxBytes;

	/**
	 * Holds the lines: the own array, or that of a piece at whose first byte a line
	 * begins.
	 */
	private byte[] buffer = NO_BYTES;

	private byte[] own = NO_BYTES;

	/**
	 * The last piece that was read, from its position, and where in the buffer it begins.
	 */
	private ByteBuffer piece = NO_PIECE;

	private int pieceStart;

	private int keptStart;

	private int keptEnd;

	private int keptLines;

	private int start;

	private int end;

	private int next;

	private int limit;

	private int reserved;

	private int skipped;

	private boolean begun;

	private boolean ended;

	private boolean afterCr;

	LineBuffer(SseReader.Source source, int maxBytes) {
		Assert.notNull(source, "'source' must not be null");
		Assert.isTrue(maxBytes > 0, "'maxEventBytes' must be greater than zero");
		this.source = source;
		this.maxBytes = maxBytes;
	}

	/**
	 * Go to the next line. The end of the stream ends a line, too, if it has begun.
	 * @return {@code false} at the end of the stream
	 */
	boolean next() throws IOException {
		this.start = this.next;
		this.skipped = 0;
		skipByteOrderMark();
		skipLineFeed();
		int scan = this.start;
		while (true) {
			scan = LineEnds.find(this.buffer, scan, this.limit);
			checkSize(scan);
			if (scan < this.limit) {
				this.afterCr = this.buffer[scan] == '\r';
				this.end = scan;
				this.next = scan + 1;
				return true;
			}
			dropIfIgnored();
			int length = this.limit - this.start;
			if (!fill()) {
				this.end = this.limit;
				this.next = this.limit;
				return length > 0;
			}
			scan = this.start + length;
		}
	}

	boolean isBlank() {
		return this.start == this.end;
	}

	byte[] bytes() {
		return this.buffer;
	}

	int start() {
		return this.start;
	}

	int end() {
		return this.end;
	}

	/**
	 * Keep the rest of the current line, joined by a line feed to what was kept before.
	 * @param from the index of the first byte to keep
	 */
	void keep(int from) {
		if (this.keptLines++ == 0) {
			this.keptStart = from;
			this.keptEnd = this.end;
			return;
		}
		this.buffer[this.keptEnd++] = '\n';
		int length = this.end - from;
		System.arraycopy(this.buffer, from, this.buffer, this.keptEnd, length);
		this.keptEnd += length;
	}

	int keptStart() {
		return this.keptStart;
	}

	int keptEnd() {
		return this.keptEnd;
	}

	/**
	 * Return where what is kept lies within the last piece.
	 * @return the index of its first byte in the piece, or -1 if it is not the same there
	 */
	int keptInPiece() {
		return (this.keptLines == 1 && this.keptStart >= this.pieceStart)
				? this.piece.position() + this.keptStart - this.pieceStart : -1;
	}

	ByteBuffer piece() {
		return this.piece;
	}

	void dropKept() {
		this.keptLines = 0;
		this.keptStart = 0;
		this.keptEnd = 0;
	}

	/**
	 * Count bytes held elsewhere for the same event.
	 * @param bytes how many there are now
	 */
	void reserve(int bytes) {
		this.reserved = bytes;
	}

	private void skipByteOrderMark() throws IOException {
		if (this.begun) {
			return;
		}
		this.begun = true;
		int matched = 0;
		while (matched < BOM.length && hasByte(this.start + matched)
				&& this.buffer[this.start + matched] == BOM[matched]) {
			matched++;
		}
		this.start += (matched == BOM.length) ? matched : 0;
	}

	/**
	 * Drop the line feed that belongs to the carriage return before. Done only when the
	 * next line is asked for: the line before must not wait for it.
	 */
	private void skipLineFeed() throws IOException {
		if (this.afterCr && hasByte(this.start)) {
			this.afterCr = false;
			if (this.buffer[this.start] == '\n') {
				this.start++;
			}
		}
	}

	private boolean hasByte(int index) throws IOException {
		return index < this.limit || fill();
	}

	private void checkSize(int scan) throws SseEventTooLargeException {
		long size = (long) this.keptEnd - this.keptStart + this.reserved + this.skipped + scan - this.start;
		if (size > this.maxBytes) {
			throw new SseEventTooLargeException(this.maxBytes);
		}
	}

	/**
	 * Comments and unknown fields are not held: their first byte is enough to ignore
	 * them.
	 */
	private void dropIfIgnored() {
		if (this.start < this.limit) {
			byte first = this.buffer[this.start];
			if (first != 'd' && first != 'e' && first != 'i') {
				this.skipped += this.limit - this.start - 1;
				this.limit = this.start + 1;
			}
		}
	}

	private boolean fill() throws IOException {
		if (this.ended) {
			return false;
		}
		// A stream that waits does not hold what it has read.
		this.piece = NO_PIECE;
		this.pieceStart = Integer.MAX_VALUE;
		ByteBuffer next = this.source.next();
		if (next == null) {
			this.ended = true;
			return false;
		}
		this.piece = next;
		int count = next.remaining();
		if (next.hasArray() && this.start == this.limit && this.keptLines == 0) {
			this.own = (this.own.length > MAX_IDLE_SIZE) ? NO_BYTES : this.own;
			this.buffer = next.array();
			this.start = next.arrayOffset() + next.position();
			this.limit = this.start;
		}
		else {
			makeRoom(count);
			next.get(next.position(), this.buffer, this.limit, count);
		}
		this.pieceStart = this.limit;
		this.limit += count;
		return true;
	}

	private void makeRoom(int count) {
		int keptLength = this.keptEnd - this.keptStart;
		int length = this.limit - this.start;
		byte[] target = bufferFor(keptLength + length, count);
		// Nothing moves when it is in place already: a large event that arrives in many
		// small reads would otherwise be copied once per read.
		if (target != this.buffer || this.keptStart > 0) {
			System.arraycopy(this.buffer, this.keptStart, target, 0, keptLength);
		}
		if (target != this.buffer || this.start > keptLength) {
			System.arraycopy(this.buffer, this.start, target, keptLength, length);
		}
		this.buffer = target;
		this.own = target;
		this.keptStart = 0;
		this.keptEnd = keptLength;
		this.start = keptLength;
		this.limit = keptLength + length;
	}

	private byte[] bufferFor(int length, int count) {
		int needed = length + count;
		if (needed > this.own.length) {
			return new byte[(int) Math.max(needed, Math.min(2L * length + MIN_SIZE, this.maxBytes))];
		}
		if (needed <= MAX_IDLE_SIZE && this.own.length > MAX_IDLE_SIZE) {
			return new byte[needed];
		}
		return this.own;
	}

}
