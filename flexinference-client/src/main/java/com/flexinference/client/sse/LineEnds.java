package com.flexinference.client.sse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the ends of lines, eight bytes at a time: few bytes of an event are control
 * characters.
 */
final class LineEnds {

	private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long SPACES = 0x2020202020202020L;

	private static final long HIGH_BITS = 0x8080808080808080L;

	private LineEnds() {
	}

	/**
	 * Find the next CR or LF.
	 * @param bytes where to look
	 * @param from the index of the first byte to look at
	 * @param to the index after the last byte to look at
	 * @return its index, or {@code to} if there is none
	 */
	static int find(byte[] bytes, int from, int to) {
		for (int i = skipText(bytes, from, to); i < to; i = skipText(bytes, i + 1, to)) {
			if (bytes[i] == '\n' || bytes[i] == '\r') {
				return i;
			}
		}
		return to;
	}

	/**
	 * Go past text, eight bytes at a time.
	 * @param bytes where to look
	 * @param from the index of the first byte to look at
	 * @param to the index after the last byte to look at
	 * @return the index of a control character, or of one of the last seven bytes
	 */
	private static int skipText(byte[] bytes, int from, int to) {
		int i = from;
		for (int last = to - Long.BYTES; i <= last; i += Long.BYTES) {
			long word = (long) WORDS.get(bytes, i);
			long controls = (word - SPACES) & ~word & HIGH_BITS;
			if (controls != 0) {
				return i + Long.numberOfTrailingZeros(controls) / Byte.SIZE;
			}
		}
		return i;
	}

}
