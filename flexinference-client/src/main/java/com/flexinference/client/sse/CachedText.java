package com.flexinference.client.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text that is decoded only when its bytes differ from those of the last time. Streams
 * repeat a handful of event names.
 */
final class CachedText {

	private byte[] bytes = {};

	private String text = "";

	void set(byte[] source, int start, int end) {
		if (!Arrays.equals(this.bytes, 0, this.bytes.length, source, start, end)) {
			this.bytes = Arrays.copyOfRange(source, start, end);
			this.text = new String(this.bytes, StandardCharsets.UTF_8);
		}
	}

	String get() {
		return this.text;
	}

}
