package com.flexinference.router;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import com.flexinference.router.internal.format.Event;
import com.flexinference.router.internal.http.HttpResponse;
import com.flexinference.router.internal.routing.SimulatedTime;

/**
 * Writes a response over HTTP, with the faults of its delivery.
 */
record ResponseWriter(Delivery delivery, Duration latency, HttpResponse response) {

	private static final int TRICKLED_BYTES = 64;

	private static final Duration BEFORE_RESET = Duration.ofMillis(20);

	void write(RouterResponse answer, Map<String, String> moreHeaders) throws IOException {
		interruptAt(Delivery.BEFORE_HEADERS);
		Map<String, String> headers = new LinkedHashMap<>(answer.headers());
		if (this.delivery.gzip()) {
			headers.put("Content-Encoding", "gzip");
		}
		headers.putAll(moreHeaders);
		List<Event> events = answer.events();
		if (events == null) {
			writeBody(answer, headers);
		}
		else {
			writeEvents(events, headers);
		}
		this.response.end();
	}

	private void writeBody(RouterResponse answer, Map<String, String> headers) throws IOException {
		byte[] body = this.delivery.gzip() ? gzip(answer.body()) : answer.body();
		OutputStream out = this.response.start(answer.status(), headers, body.length);
		interruptAt(0);
		if (this.delivery.interruption() != null) {
			send(Arrays.copyOf(body, body.length / 2), out);
			interrupt();
		}
		send(body, out);
	}

	// Each event is sent as soon as it is there
	private void writeEvents(List<Event> events, Map<String, String> headers) throws IOException {
		OutputStream plain = this.response.start(200, headers, HttpResponse.UNKNOWN_LENGTH);
		OutputStream out = this.delivery.gzip() ? new GZIPOutputStream(plain, true) : plain;
		for (int i = 0; i < events.size(); i++) {
			interruptAt(i);
			if (i > 0) {
				SimulatedTime.sleep(this.latency);
			}
			send(events.get(i).bytes(), out);
			out.flush();
		}
		interrupt();
		if (out instanceof GZIPOutputStream zipped) {
			zipped.finish();
		}
	}

	private void interruptAt(int after) throws IOException {
		if (this.delivery.after() == after) {
			interrupt();
		}
	}

	private void interrupt() throws IOException {
		Delivery.Interruption interruption = this.delivery.interruption();
		if (interruption == null) {
			return;
		}
		switch (interruption) {
			case STALL -> this.response.stall();
			case CLOSE -> this.response.close();
			case RESET -> {
				this.response.flush();
				if (this.delivery.after() != Delivery.BEFORE_HEADERS) {
					SimulatedTime.sleep(BEFORE_RESET);
				}
				this.response.reset();
			}
		}
	}

	private void send(byte[] bytes, OutputStream out) throws IOException {
		Duration pause = this.delivery.trickle();
		int piece = (pause != null) ? TRICKLED_BYTES : Math.max(1, bytes.length);
		for (int from = 0; from < bytes.length; from += piece) {
			out.write(bytes, from, Math.min(piece, bytes.length - from));
			if (pause != null) {
				out.flush();
				SimulatedTime.sleep(pause);
			}
		}
	}

	private static byte[] gzip(byte[] bytes) throws IOException {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
			out.write(bytes);
		}
		return zipped.toByteArray();
	}

}
