package com.flexinference.benchmarks.peer;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Reads bytes without looking at them.
 */
final class Bytes {

	private static final int BUFFER = 16 * 1024;

	private Bytes() {
	}

	static void read(InputStream in, Consumer<Object> sink) throws IOException {
		byte[] buffer = new byte[BUFFER];
		while (in.read(buffer) >= 0) {
			sink.accept(buffer);
		}
	}

}
