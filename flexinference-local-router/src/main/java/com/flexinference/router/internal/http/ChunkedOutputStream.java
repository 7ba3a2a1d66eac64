package com.flexinference.router.internal.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Sends each write as a chunk of its own.
 */
final class ChunkedOutputStream extends OutputStream {

	private static final byte[] LINE_END = { '\r', '\n' };

	private final OutputStream out;

	ChunkedOutputStream(OutputStream out) {
		this.out = out;
	}

	@Override
	public void write(int b) throws IOException {
		write(new byte[] { (byte) b });
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		if (length > 0) {
			this.out.write(Integer.toHexString(length).getBytes(StandardCharsets.US_ASCII));
			this.out.write(LINE_END);
			this.out.write(bytes, offset, length);
			this.out.write(LINE_END);
		}
	}

	@Override
	public void flush() throws IOException {
		this.out.flush();
	}

	void end() throws IOException {
		this.out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
	}

}
