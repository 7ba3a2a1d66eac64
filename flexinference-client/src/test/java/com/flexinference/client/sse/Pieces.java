package com.flexinference.client.sse;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/**
 * A stream that hands out its bytes in pieces, as a socket does.
 */
final class Pieces extends InputStream {

	private final byte[] bytes;

	private final IntUnaryOperator pieceLength;

	private final boolean endless;

	private int position;

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

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		int remaining = this.bytes.length - this.position;
		if (remaining == 0) {
			if (this.endless) {
				throw new IOException("would block");
			}
			return -1;
		}
		int count = Math.min(Math.min(length, remaining), this.pieceLength.applyAsInt(remaining));
		System.arraycopy(this.bytes, this.position, buffer, offset, count);
		this.position += count;
		return count;
	}

	@Override
	public int read() {
		throw new UnsupportedOperationException("Single bytes are never read");
	}

}
