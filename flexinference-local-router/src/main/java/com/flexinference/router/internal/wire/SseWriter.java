package com.flexinference.router.internal.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.format.EventSink;
import com.flexinference.router.internal.routing.SimulatedTime;

/**
 * Writes server-sent events at a steady pace, each as soon as it is there, up to where
 * the answer is to break off.
 */
final class SseWriter implements EventSink {

	private final OutputStream out;

	private final Duration latency;

	private final boolean endless;

	private final int limit;

	private int sent;

	private @Nullable String held;

	SseWriter(OutputStream out, Duration latency, Delivery delivery) {
		this.out = out;
		this.latency = latency;
		this.endless = delivery.endless();
		this.limit = delivery.after();
	}

	// Holds the last event of an endless stream back
	@Override
	public void send(@Nullable String name, String data) throws IOException {
		String frame = frame(name, data);
		if (this.endless) {
			String next = frame;
			frame = this.held;
			this.held = next;
		}
		if (frame == null) {
			return;
		}
		if (this.sent == this.limit) {
			throw new LimitException();
		}
		write(frame);
	}

	// In place of the rest
	void sendLast(@Nullable String name, String data) throws IOException {
		write(frame(name, data));
	}

	private String frame(@Nullable String name, String data) {
		return ((name != null) ? "event: " + name + "\n" : "") + "data: " + data + "\n\n";
	}

	private void write(String frame) throws IOException {
		if (this.sent++ > 0) {
			SimulatedTime.sleep(this.latency);
		}
		this.out.write(frame.getBytes(StandardCharsets.UTF_8));
		this.out.flush();
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
