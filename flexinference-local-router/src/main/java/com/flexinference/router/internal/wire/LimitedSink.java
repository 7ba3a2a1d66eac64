package com.flexinference.router.internal.wire;

import java.io.IOException;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.format.EventSink;

/**
 * Passes some events on and ends the stream before the next one.
 */
final class LimitedSink implements EventSink {

	private final EventSink sink;

	private final int limit;

	private int sent;

	LimitedSink(EventSink sink, int limit) {
		this.sink = sink;
		this.limit = limit;
	}

	@Override
	public void send(String name, ObjectNode data) throws IOException {
		count();
		this.sink.send(name, data);
	}

	@Override
	public void send(String data) throws IOException {
		count();
		this.sink.send(data);
	}

	private void count() throws LimitException {
		if (this.sent == this.limit) {
			throw new LimitException();
		}
		this.sent++;
	}

	int sent() {
		return this.sent;
	}

	/**
	 * Ends a stream at its limit.
	 */
	static final class LimitException extends IOException {

		private static final long serialVersionUID = 1L;

	}

}
