package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

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

	HttpExchange exchange() {
		return this.exchange;
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
		catch (IOException | RuntimeException ex) {
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
