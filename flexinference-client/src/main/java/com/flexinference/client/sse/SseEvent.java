package com.flexinference.client.sse;

import org.jspecify.annotations.Nullable;

/**
 * One server-sent event.
 */
public final class SseEvent {

	private final @Nullable String name;

	private final byte[] data;

	private final @Nullable String lastEventId;

	SseEvent(@Nullable String name, byte[] data, @Nullable String lastEventId) {
		this.name = name;
		this.data = data;
		this.lastEventId = lastEventId;
	}

	/**
	 * Return the value of the event's {@code event} field.
	 * @return the name, or {@code null} if the event has none
	 */
	public @Nullable String name() {
		return this.name;
	}

	/**
	 * Return the event's data: the values of its {@code data} fields as they were sent
	 * (UTF-8 by the rules of the format), joined by line feeds. The array has the exact
	 * size of the data, is used for this event only and is not copied.
	 * @return the data, maybe empty
	 */
	public byte[] data() {
		return this.data;
	}

	/**
	 * Return the last event id of the stream when this event ended: its own, or else that
	 * of an earlier event.
	 * @return the last event id, or {@code null} if the stream has sent none so far
	 */
	public @Nullable String lastEventId() {
		return this.lastEventId;
	}

	/**
	 * Return a description for logs, without the data.
	 */
	@Override
	public String toString() {
		return "SseEvent[name=" + this.name + ", data=" + this.data.length + " bytes]";
	}

}
