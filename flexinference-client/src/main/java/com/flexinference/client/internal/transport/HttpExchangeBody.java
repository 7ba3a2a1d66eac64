package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The body of a response. Closing it before its end aborts the exchange.
 */
final class HttpExchangeBody extends InputStream {

	private final HttpExchange exchange;

	private final InputStream in;

	HttpExchangeBody(HttpExchange exchange, InputStream in) {
		this.exchange = exchange;
		this.in = in;
	}

	void endBy(CallDeadline deadline) {
		this.exchange.endBy(deadline);
	}

	void abortWithout(Object holder, Runnable action) {
		this.exchange.abortWithout(holder, action);
	}

	/**
	 * Return whether the client underneath hands out what arrives in pieces.
	 * @return whether {@link #nextPiece()} may be called
	 */
	boolean hasPieces() {
		return this.in instanceof JdkBody;
	}

	/**
	 * Wait for the next piece.
	 * @return the piece, which does not change any more, or {@code null} at the end
	 * @throws IOException if the exchange has ended in another way
	 */
	@Nullable ByteBuffer nextPiece() throws IOException {
		if (!this.exchange.beginRead()) {
			return null;
		}
		try {
			ByteBuffer piece = ((JdkBody) this.in).nextPiece();
			if (piece == null) {
				this.exchange.complete();
			}
			else {
				this.exchange.received(piece);
			}
			return piece;
		}
		catch (IOException ex) {
			throw this.exchange.failed(ex);
		}
		finally {
			this.exchange.handOver();
		}
	}

	@Override
	public int read() throws IOException {
		byte[] single = new byte[1];
		return (read(single, 0, 1) < 0) ? -1 : single[0] & 0xFF;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, buffer.length);
		if (!this.exchange.beginRead()) {
			return -1;
		}
		try {
			int count = this.in.read(buffer, offset, length);
			if (count < 0) {
				this.exchange.complete();
			}
			else {
				this.exchange.received(buffer, offset, count);
			}
			return count;
		}
		catch (IOException ex) {
			throw this.exchange.failed(ex);
		}
		finally {
			this.exchange.handOver();
		}
	}

	@Override
	public void close() {
		this.exchange.close();
	}

}
