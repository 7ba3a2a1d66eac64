package com.flexinference.client.internal.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Text that arrives in pieces. Unlike a builder, which copies all it has whenever it
 * grows, it takes no more than the memory of the text, and once more when it is read.
 */
final class CollectedText {

	private static final int CHUNK_SIZE = 16 * 1024;

	private final Budget budget;

	private final List<String> chunks = new ArrayList<>();

	private final StringBuilder last = new StringBuilder();

	private int length;

	private int bytesPerChar = 1;

	CollectedText(Budget budget) {
		this.budget = budget;
	}

	void append(String piece) {
		if (this.bytesPerChar == 1 && isWide(piece)) {
			// With it, each character of the text takes two bytes.
			this.budget.take(this.length);
			this.bytesPerChar = 2;
		}
		this.budget.take((long) this.bytesPerChar * piece.length());
		this.length += piece.length();
		this.last.append(piece);
		if (this.last.length() >= CHUNK_SIZE) {
			flush();
		}
	}

	private static boolean isWide(String piece) {
		for (int i = 0; i < piece.length(); i++) {
			if (piece.charAt(i) > 0xFF) {
				return true;
			}
		}
		return false;
	}

	private void flush() {
		if (!this.last.isEmpty()) {
			this.chunks.add(this.last.toString());
			this.last.setLength(0);
		}
	}

	boolean isEmpty() {
		return this.length == 0;
	}

	@Override
	public String toString() {
		flush();
		if (this.chunks.size() > 1) {
			String all = String.join("", this.chunks);
			this.chunks.clear();
			this.chunks.add(all);
		}
		return this.chunks.isEmpty() ? "" : this.chunks.get(0);
	}

}
