package com.flexinference.client.format;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The shape of an event that only adds text: its bytes, and which of its values may
 * differ without a difference in what it says. Most events of a stream are such, and the
 * next has the shape of the one before, so that all but those values need not be read.
 */
final class EventShape {

	private static final int MAX_VALUES = 32;

	private static final int NO_TEXT = -1;

	private final int[] starts = new int[MAX_VALUES];

	private final int[] ends = new int[MAX_VALUES];

	private final @Nullable String[] readAs = new String[MAX_VALUES];

	private int count;

	private byte[] data = {};

	private int length;

	private int text = NO_TEXT;

	/**
	 * Forget the shape, to take note of the values of another event.
	 */
	void begin() {
		this.count = 0;
		this.text = NO_TEXT;
	}

	/**
	 * Take note of a string or a number.
	 * @param start the index of its first byte
	 * @param end the index after its last byte
	 * @param readAs what was read, or {@code null} if the value was skipped
	 */
	void add(int start, int end, @Nullable String readAs) {
		if (this.count < MAX_VALUES) {
			this.starts[this.count] = start;
			this.ends[this.count] = end;
			this.readAs[this.count++] = readAs;
		}
	}

	int count() {
		return this.count;
	}

	/**
	 * Forget the last values: they may not differ after all.
	 * @param count how many values to keep
	 */
	void cut(int count) {
		this.count = count;
	}

	/**
	 * Keep the shape of the event whose values were noted.
	 * @param source holds the event
	 * @param from the index of its first byte
	 * @param to the index after its last byte
	 * @param delta the text that it adds, the same object as was noted
	 */
	void keep(byte[] source, int from, int to, String delta) {
		this.length = to - from;
		if (this.data.length < this.length) {
			this.data = new byte[this.length];
		}
		System.arraycopy(source, from, this.data, 0, this.length);
		int kept = 0;
		for (int i = 0; i < this.count; i++) {
			String value = this.readAs[i];
			if (value == null || value == delta) {
				this.text = (value != null) ? kept : this.text;
				this.starts[kept] = this.starts[i] - from;
				this.ends[kept] = this.ends[i] - from;
				this.readAs[kept++] = value;
			}
		}
		this.count = kept;
	}

	/**
	 * Return whether a shape has been kept.
	 * @return {@code false} since the last {@link #begin()}, or if the text was not noted
	 */
	boolean isKept() {
		return this.text != NO_TEXT;
	}

	/**
	 * Find the first difference.
	 * @param position where to begin in this shape
	 * @param source holds the other event
	 * @param from where to begin in it
	 * @param to the index after its last byte
	 * @return an index in this shape, or -1 if there is none
	 */
	int mismatch(int position, byte[] source, int from, int to) {
		int offset = Arrays.mismatch(this.data, position, this.length, source, from, to);
		return (offset < 0) ? -1 : position + offset;
	}

	/**
	 * Find the value that holds a difference.
	 * @param value the first value to look at
	 * @param position an index in this shape
	 * @return the number of the value, or the number of values if none may differ there
	 */
	int valueAt(int value, int position) {
		int i = value;
		while (i < this.count && position > this.ends[i]) {
			i++;
		}
		return (i < this.count && position > this.starts[i] - (isString(i) ? 0 : 1)) ? i : this.count;
	}

	boolean isString(int value) {
		return this.data[this.starts[value]] == '"';
	}

	int start(int value) {
		return this.starts[value];
	}

	int end(int value) {
		return this.ends[value];
	}

	boolean isText(int value) {
		return value == this.text;
	}

	/**
	 * Return the text that the event of this shape added.
	 * @return the text
	 */
	@Nullable String delta() {
		return this.readAs[this.text];
	}

}
