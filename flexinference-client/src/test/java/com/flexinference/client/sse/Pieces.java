package com.flexinference.client.sse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.IntUnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that arrive in pieces, as they do from a socket.
 */
final class Pieces implements SseReader.Source {

	private final byte[] bytes;

	private final IntUnaryOperator pieceLength;

	private final boolean endless;

	private int position;

	private @Nullable ByteBuffer array;

	private Pieces(byte[] bytes, IntUnaryOperator pieceLength, boolean endless) {
		this.bytes = bytes;
		this.pieceLength = pieceLength;
		this.endless = endless;
	}

	static Pieces whole(byte[] bytes) {
		return new Pieces(bytes, (remaining) -> remaining, false);
	}

	static Pieces of(byte[] bytes, int length) {
		return new Pieces(bytes, (remaining) -> length, false);
	}

	static Pieces random(byte[] bytes, long seed) {
		Random random = new Random(seed);
		int most = 1 + random.nextInt(40);
		return new Pieces(bytes, (remaining) -> 1 + random.nextInt(most), false);
	}

	/**
	 * A stream that has sent these bytes and stays open: reading on would block.
	 */
	static Pieces open(byte[] bytes, int length) {
		return new Pieces(bytes, (remaining) -> length, true);
	}

	/**
	 * Hand out one array, part by part, instead of buffers that nobody may write to.
	 */
	Pieces inArray() {
		int offset = 3;
		this.array = ByteBuffer.allocate(offset + this.bytes.length).position(offset).slice();
		this.array.duplicate().put(this.bytes);
		return this;
	}

	@Override
	public @Nullable ByteBuffer next() throws IOException {
		int remaining = this.bytes.length - this.position;
		if (remaining == 0) {
			if (this.endless) {
				throw new IOException("would block");
			}
			return null;
		}
		int count = Math.min(remaining, this.pieceLength.applyAsInt(remaining));
		int from = this.position;
		this.position += count;
		return (this.array != null) ? this.array.limit(this.position).position(from)
				: ByteBuffer.wrap(this.bytes, from, count).asReadOnlyBuffer();
	}

}
