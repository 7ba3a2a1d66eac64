package com.flexinference.router.internal.wire;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

import com.flexinference.router.internal.routing.SimulatedTime;

/**
 * Sends what is written in small pieces with pauses between them.
 */
final class TrickleOutputStream extends FilterOutputStream {

	private static final int PIECE = 64;

	private final Duration pause;

	TrickleOutputStream(OutputStream out, Duration pause) {
		super(out);
		this.pause = pause;
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		for (int from = 0; from < length; from += PIECE) {
			this.out.write(bytes, offset + from, Math.min(PIECE, length - from));
			this.out.flush();
			SimulatedTime.sleep(this.pause);
		}
	}

}
