package com.flexinference.router.internal.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.format.EventSink;
import com.flexinference.router.internal.routing.SimulatedTime;

/**
 * Writes server-sent events at a steady pace, each as soon as it is there.
 */
final class SseWriter implements EventSink {

	private final OutputStream out;

	private final Duration latency;

	private boolean started;

	SseWriter(OutputStream out, Duration latency) {
		this.out = out;
		this.latency = latency;
	}

	@Override
	public void send(String name, ObjectNode data) throws IOException {
		write("event: " + name + "\ndata: " + Json.text(data) + "\n\n");
	}

	@Override
	public void send(String data) throws IOException {
		write("data: " + data + "\n\n");
	}

	private void write(String frame) throws IOException {
		if (this.started) {
			SimulatedTime.sleep(this.latency);
		}
		this.started = true;
		this.out.write(frame.getBytes(StandardCharsets.UTF_8));
		this.out.flush();
	}

}
