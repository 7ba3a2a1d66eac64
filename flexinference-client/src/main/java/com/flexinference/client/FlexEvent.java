package com.flexinference.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.EventReader;
import com.flexinference.client.format.JsonTree;
import com.flexinference.client.sse.SseReader;

/**
 * One event of a stream: the data as it arrived, and what it says, read on demand.
 * <p>
 * An event is a part of the piece of the stream, of 16 KB at most, with which it arrived.
 * Who keeps few events of many had better keep their {@link #bytes()}.
 */
public final class FlexEvent {

	private final @Nullable String type;

	private final ByteBuffer source;

	private final int from;

	private final int length;

	private final @Nullable String textDelta;

	private final int textFrom;

	private final int textLength;

	/**
	 * Create an event at which both readers stand. Nothing is copied: most readers pass
	 * data on or ask for its text, few for both.
	 * @param data the reader of its data
	 * @param events the reader of what it says
	 */
	FlexEvent(SseReader data, EventReader events) {
		this.type = events.type();
		this.source = data.data();
		this.from = data.dataOffset();
		this.length = data.end() - data.start();
		this.textLength = events.plainLength();
		this.textFrom = this.from + events.plainStart() - data.start();
		this.textDelta = (this.textLength > 0) ? null : events.textDelta();
	}

	/**
	 * Return the type, read from the data: its member {@code type}, {@code event_type} or
	 * {@code object}, by format.
	 * @return the type, or {@code null} if the data has none
	 */
	public @Nullable String type() {
		return this.type;
	}

	/**
	 * Return the data.
	 * @return a copy of the bytes, as they arrived
	 */
	public byte[] bytes() {
		return copy(this.from, this.length);
	}

	/**
	 * Return the data as text.
	 * @return the bytes, read as UTF-8
	 */
	public String data() {
		return new String(bytes(), StandardCharsets.UTF_8);
	}

	/**
	 * Return the data as a tree, parsed anew by each call.
	 * @return the JSON of the data
	 */
	public JsonNode json() {
		return JsonTree.read(bytes());
	}

	/**
	 * Return the text that the event adds to the answer.
	 * @return the text, or {@code null} if the event adds none
	 */
	public @Nullable String textDelta() {
		return (this.textLength > 0) ? new String(copy(this.textFrom, this.textLength), StandardCharsets.US_ASCII)
				: this.textDelta;
	}

	private byte[] copy(int from, int length) {
		byte[] copy = new byte[length];
		this.source.get(from, copy);
		return copy;
	}

	/**
	 * Return type and size, never the content, which may be confidential.
	 */
	@Override
	public String toString() {
		return "FlexEvent[type=" + this.type + ", bytes=" + this.length + "]";
	}

}
