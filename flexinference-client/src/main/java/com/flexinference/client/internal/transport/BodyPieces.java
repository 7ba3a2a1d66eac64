package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a response in the pieces in which it arrives. A piece does not change
 * any more, so that parts of it can be kept without a copy.
 */
public final class BodyPieces {

	private static final int CHUNK = 4 * 1024;

	private static final int MIN_READ = 512;

	private final InputStream body;

	private ByteBuffer chunk = ByteBuffer.allocate(0);

	/**
	 * Create a reader.
	 * @param body the body, of a response of any request factory, maybe decoded on the
	 * way
	 */
	public BodyPieces(InputStream body) {
		this.body = body;
	}

	/**
	 * Wait for the next piece.
	 * @return a buffer from its position to its limit, or {@code null} at the end
	 * @throws IOException if the body cannot be read
	 */
	public @Nullable ByteBuffer next() throws IOException {
		return (this.body instanceof HttpExchangeBody exchangeBody && exchangeBody.hasPieces())
				? exchangeBody.nextPiece() : read();
	}

	private @Nullable ByteBuffer read() throws IOException {
		int used = this.chunk.limit();
		if (this.chunk.capacity() - used < MIN_READ) {
			this.chunk = ByteBuffer.allocate(CHUNK);
			used = 0;
		}
		int count = this.body.read(this.chunk.array(), used, this.chunk.capacity() - used);
		if (count < 0) {
			return null;
		}
		return this.chunk.limit(used + count).position(used);
	}

}
