package com.flexinference.router.internal.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.http.HttpResponse;
import com.flexinference.router.internal.routing.SimulatedTime;

/**
 * Writes a response over HTTP, with what is to go wrong on its way.
 */
public final class ResponseWriter {

	private static final Duration BEFORE_RESET = Duration.ofMillis(20);

	private final Delivery delivery;

	private final Duration latency;

	private final HttpResponse response;

	public ResponseWriter(Delivery delivery, Duration latency, HttpResponse response) {
		this.delivery = delivery;
		this.latency = latency;
		this.response = response;
	}

	public void write(RouterResponse answer, Map<String, String> moreHeaders) throws IOException {
		interruptAt(Delivery.BEFORE_HEADERS);
		Map<String, String> headers = new LinkedHashMap<>(answer.headers());
		if (this.delivery.gzip()) {
			headers.put("Content-Encoding", "gzip");
		}
		if (answer.content() instanceof RouterResponse.Whole whole) {
			headers.put("Content-Type", whole.type());
			headers.putAll(moreHeaders);
			write(whole, answer.status(), headers);
		}
		else if (answer.content() instanceof RouterResponse.Events events) {
			headers.put("Content-Type", "text/event-stream; charset=utf-8");
			headers.put("Cache-Control", "no-cache");
			headers.putAll(moreHeaders);
			write(events, answer.failure(), headers);
		}
	}

	private void write(RouterResponse.Whole whole, int status, Map<String, String> headers) throws IOException {
		byte[] body = this.delivery.gzip() ? gzip(whole.bytes()) : whole.bytes();
		OutputStream out = trickled(this.response.start(status, headers, body.length));
		interruptAt(0);
		if (this.delivery.interruption() != null) {
			out.write(Arrays.copyOf(body, body.length / 2));
			interrupt();
		}
		out.write(body);
		this.response.end();
	}

	private void write(RouterResponse.Events events, @Nullable Failure failure, Map<String, String> headers)
			throws IOException {
		OutputStream out = trickled(this.response.start(200, headers, HttpResponse.UNKNOWN_LENGTH));
		GZIPOutputStream zipped = this.delivery.gzip() ? new GZIPOutputStream(out, true) : null;
		SseWriter writer = new SseWriter((zipped != null) ? zipped : out, this.latency, this.delivery);
		interruptAt(0);
		try {
			events.format().stream(events.answer(), writer);
		}
		catch (SseWriter.LimitException ex) {
			// That was the point
		}
		if (failure != null) {
			events.format().fail(events.answer(), failure, writer.sent(), writer::sendLast);
		}
		else {
			interrupt();
		}
		if (zipped != null) {
			zipped.finish();
		}
		this.response.end();
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

	private OutputStream trickled(OutputStream out) {
		Duration pause = this.delivery.trickle();
		return (pause != null) ? new TrickleOutputStream(out, pause) : out;
	}

	private static byte[] gzip(byte[] bytes) throws IOException {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
			out.write(bytes);
		}
		return zipped.toByteArray();
	}

}
