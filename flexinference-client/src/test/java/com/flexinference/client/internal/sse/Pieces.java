package com.flexinference.client.internal.sse;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.function.IntSupplier;

/**
 * Bytes that arrive in pieces, as they do from a socket.
 */
final class Pieces extends InputStream {

	private final byte[] bytes;

	private final IntSupplier pieceLength;

	private final boolean endless;

	private int position;

	private Pieces(byte[] bytes, IntSupplier pieceLength, boolean endless) {
		this.bytes = bytes;
		this.pieceLength = pieceLength;
		this.endless = endless;
	}

	static Pieces whole(byte[] bytes) {
		return new Pieces(bytes, () -> bytes.length, false);
	}

	static Pieces of(byte[] bytes, int length) {
		return new Pieces(bytes, () -> length, false);
	}

	static Pieces random(byte[] bytes, long seed) {
		Random random = new Random(seed);
		int most = 1 + random.nextInt(40);
		return new Pieces(bytes, () -> 1 + random.nextInt(most), false);
	}

	/**
	 * A stream that has sent these bytes and stays open: reading on would block.
	 */
	static Pieces open(byte[] bytes, int length) {
		return new Pieces(bytes, () -> length, true);
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
		int count = Math.min(Math.min(remaining, length), this.pieceLength.getAsInt());
		System.arraycopy(this.bytes, this.position, buffer, offset, count);
		this.position += count;
		return count;
	}

	@Override
	public int read() {
		throw new UnsupportedOperationException();
	}

}
