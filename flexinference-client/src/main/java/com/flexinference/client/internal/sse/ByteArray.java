package com.flexinference.client.internal.sse;

import java.util.Arrays;

/**
 * Bytes that grow, and whose array can be read without a copy.
 */
final class ByteArray {

	private static final int FIRST_SIZE = 512;

	/**
	 * The largest array to keep for the next use.
	 */
	private static final int MAX_IDLE_SIZE = 32 * 1024;

	private byte[] bytes = new byte[FIRST_SIZE];

	private int length;

	void append(byte value) {
		ensure(1);
		this.bytes[this.length++] = value;
	}

	void append(byte[] source, int from, int count) {
		ensure(count);
		System.arraycopy(source, from, this.bytes, this.length, count);
		this.length += count;
	}

	private void ensure(int count) {
		if (this.bytes.length - this.length < count) {
			this.bytes = Arrays.copyOf(this.bytes, Math.max(this.length + count, 2 * this.bytes.length));
		}
	}

	boolean startsWith(byte[] prefix) {
		return this.length >= prefix.length && Arrays.equals(this.bytes, 0, prefix.length, prefix, 0, prefix.length);
	}

	void dropFirst(int count) {
		this.length -= count;
		System.arraycopy(this.bytes, count, this.bytes, 0, this.length);
	}

	void clear() {
		this.length = 0;
		if (this.bytes.length > MAX_IDLE_SIZE) {
			this.bytes = new byte[FIRST_SIZE];
		}
	}

	int length() {
		return this.length;
	}

	/**
	 * Return the bytes up to {@link #length()}.
	 * @return the array itself
	 */
	byte[] bytes() {
		return this.bytes;
	}

	byte[] toByteArray() {
		return Arrays.copyOf(this.bytes, this.length);
	}

}
