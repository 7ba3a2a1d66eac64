package com.flexinference.benchmarks.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import com.flexinference.benchmarks.Format;
import com.flexinference.benchmarks.Scene;

/**
 * Decides by the path what to answer. All answers are prepared before the first request.
 */
final class Script {

	/**
	 * The path that tells when the last stream of the scene {@link Scene#FIRST} was sent.
	 */
	static final String SENT = "/sent";

	private static final int SMALL = 400;

	private static final int LARGE = 200_000;

	private static final byte[] STREAM = bytes(
			"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");

	private static final byte[] END = bytes("0\r\n\r\n");

	private final Map<Format, byte[]> small = new EnumMap<>(Format.class);

	private final Map<Format, byte[]> large = new EnumMap<>(Format.class);

	private final Map<Format, byte[]> bulk = new EnumMap<>(Format.class);

	private final Map<Format, byte[]> first = new EnumMap<>(Format.class);

	private final Map<Format, List<byte[]>> paced = new EnumMap<>(Format.class);

	private volatile long sent;

	Script() {
		for (Format format : Format.values()) {
			Answers answers = Answers.of(format);
			this.small.put(format, json(answers.body(SMALL)));
			this.large.put(format, json(answers.body(LARGE)));
			this.bulk.put(format, stream(answers.events(Scene.BULK_EVENTS)));
			this.first.put(format, stream(answers.events(1)));
			this.paced.put(format, answers.events(Scene.PACED_EVENTS).stream().map(Script::chunk).toList());
		}
	}

	void answer(String path, Socket socket) throws IOException {
		OutputStream out = socket.getOutputStream();
		if (path.equals(SENT)) {
			out.write(json(bytes(String.valueOf(this.sent))));
			return;
		}
		Format format = format(path);
		switch (Scene.valueOf(path.substring(1, path.indexOf('/', 1)).toUpperCase(Locale.ROOT))) {
			case SMALL -> out.write(this.small.get(format));
			case LARGE -> out.write(this.large.get(format));
			case BULK -> out.write(this.bulk.get(format));
			case PACED -> pace(format, out);
			case FIRST -> {
				this.sent = System.nanoTime();
				out.write(this.first.get(format));
			}
			case HOLD -> {
				out.write(STREAM);
				out.write(this.paced.get(format).get(0));
				socket.getInputStream().read();
			}
		}
	}

	private void pace(Format format, OutputStream out) throws IOException {
		out.write(STREAM);
		long next = System.nanoTime();
		for (byte[] event : this.paced.get(format)) {
			out.write(event);
			next += Scene.PACE_MILLIS * 1_000_000L;
			LockSupport.parkNanos(next - System.nanoTime());
		}
		out.write(END);
	}

	private static Format format(String path) {
		for (Format format : Format.values()) {
			if (path.endsWith(format.path())) {
				return format;
			}
		}
		throw new IllegalArgumentException(path);
	}

	private static byte[] json(byte[] body) {
		return join(List.of(bytes(
				"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n"),
				body));
	}

	private static byte[] stream(List<byte[]> events) {
		List<byte[]> parts = new ArrayList<>(events.stream().map(Script::chunk).toList());
		parts.add(0, STREAM);
		parts.add(END);
		return join(parts);
	}

	private static byte[] chunk(byte[] event) {
		return join(List.of(bytes(Integer.toHexString(event.length) + "\r\n"), event, bytes("\r\n")));
	}

	private static byte[] join(List<byte[]> parts) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		parts.forEach(out::writeBytes);
		return out.toByteArray();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
