package com.flexinference.router.internal.wire;

import java.io.IOException;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.format.EventSink;

/**
 * Passes all events on but the last one.
 */
final class EndlessSink implements EventSink {

	private final EventSink sink;

	private RouterResponse.@Nullable EventSource pending;

	EndlessSink(EventSink sink) {
		this.sink = sink;
	}

	@Override
	public void send(String name, ObjectNode data) throws IOException {
		sendPending();
		this.pending = (sink) -> sink.send(name, data);
	}

	@Override
	public void send(String data) throws IOException {
		sendPending();
		this.pending = (sink) -> sink.send(data);
	}

	private void sendPending() throws IOException {
		if (this.pending != null) {
			this.pending.writeTo(this.sink);
		}
	}

}
