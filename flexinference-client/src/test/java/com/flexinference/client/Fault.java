package com.flexinference.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import com.flexinference.client.transport.Timeouts;

/**
 * What a server may do wrong, or just oddly, and what the caller must see of it.
 */
enum Fault {

	DELAYED_HEADERS(Seen.ANSWER, Seen.ANSWER, (reply) -> {
		reply.connection.pause(20);
		reply.whole();
	}),

	NO_HEADERS(Seen.START_TIMEOUT, Seen.START_TIMEOUT, (reply) -> reply.connection.awaitClose()),

	STALL_AFTER_HEADERS(Seen.TOTAL_TIMEOUT, Seen.IDLE_TIMEOUT, (reply) -> {
		reply.headers("Content-Length: 1000");
		reply.connection.awaitClose();
	}),

	STALL_IN_BODY(Seen.TOTAL_TIMEOUT, Seen.IDLE_TIMEOUT, (reply) -> {
		reply.headers("Transfer-Encoding: chunked");
		reply.connection.chunk(reply.half());
		reply.connection.awaitClose();
	}),

	TRICKLE(Seen.ANSWER, Seen.ANSWER, (reply) -> {
		reply.headers("Transfer-Encoding: chunked");
		int length = 1 + reply.content.length / 6;
		for (int from = 0; from < reply.content.length; from += length) {
			reply.connection.pause(5);
			reply.connection
				.chunk(Arrays.copyOfRange(reply.content, from, Math.min(reply.content.length, from + length)));
		}
		reply.connection.endStream();
	}),

	SINGLE_BYTES(Seen.ANSWER, Seen.ANSWER, (reply) -> {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		all.writeBytes(reply.head("Content-Length: " + reply.content.length));
		all.writeBytes(reply.content);
		for (byte b : all.toByteArray()) {
			reply.connection.write(new byte[] { b });
		}
	}),

	RESET_BEFORE_HEADERS(Seen.BROKEN, Seen.BROKEN, (reply) -> reply.connection.reset()),

	CLOSE_BEFORE_HEADERS(Seen.BROKEN, Seen.BROKEN, (reply) -> reply.connection.close()),

	CLOSE_IN_HEADERS(Seen.BROKEN, Seen.BROKEN, (reply) -> {
		reply.connection.write("HTTP/1.1 200 OK\r\nContent-");
		reply.connection.close();
	}),

	ENDLESS_HEADERS(Seen.BROKEN, Seen.BROKEN, (reply) -> {
		reply.connection.write("HTTP/1.1 200 OK\r\n");
		while (true) {
			reply.connection.write("X-Header: value\r\n".repeat(500));
		}
	}),

	NO_HTTP(Seen.BROKEN, Seen.BROKEN, (reply) -> {
		reply.connection.write("SSH-2.0-OpenSSH_9.6\r\n\r\n");
		reply.connection.close();
	}),

	RESET_AFTER_HEADERS(Seen.BROKEN, Seen.CUT, (reply) -> {
		reply.headers("Transfer-Encoding: chunked");
		reply.connection.reset();
	}),

	RESET_IN_BODY(Seen.BROKEN, Seen.CUT, (reply) -> {
		reply.headers("Transfer-Encoding: chunked");
		reply.connection.chunk(reply.half());
		reply.connection.reset();
	}),

	TRUNCATED_LENGTH(Seen.BROKEN, Seen.CUT, (reply) -> {
		reply.headers("Content-Length: " + reply.content.length);
		reply.connection.write(reply.half());
		reply.connection.close();
	}),

	TRUNCATED_CHUNKS(Seen.BROKEN, Seen.CUT, (reply) -> {
		reply.headers("Transfer-Encoding: chunked");
		reply.connection.chunk(reply.half());
		reply.connection.close();
	}),

	END_IN_CONTENT(Seen.UNREADABLE, Seen.CUT, (reply) -> reply.whole(reply.half())),

	NO_LENGTH(Seen.ANSWER, Seen.ANSWER, (reply) -> {
		reply.headers("Connection: close");
		reply.connection.write(reply.content);
		reply.connection.close();
	}),

	GZIP(Seen.ANSWER, Seen.ANSWER, (reply) -> reply.whole(gzip(reply.content), "Content-Encoding: gzip")),

	GZIP_PIECES(Seen.ANSWER, Seen.ANSWER, (reply) -> {
		reply.headers("Transfer-Encoding: chunked", "Content-Encoding: x-gzip");
		reply.connection.chunks(gzip(reply.content), () -> 7);
		reply.connection.endStream();
	}),

	GZIP_TRUNCATED(Seen.BROKEN, Seen.CUT, (reply) -> {
		byte[] gzip = gzip(reply.content);
		reply.whole(Arrays.copyOf(gzip, gzip.length / 2), "Content-Encoding: gzip");
	}),

	GZIP_IN_NAME_ONLY(Seen.ANSWER, Seen.ANSWER, (reply) -> reply.whole(reply.content, "Content-Encoding: gzip")),

	BROTLI(Seen.ENCODED, Seen.ENCODED, (reply) -> reply.whole(reply.content, "Content-Encoding: br")),

	DEFLATE(Seen.ENCODED, Seen.ENCODED, (reply) -> reply.whole(reply.content, "Content-Encoding: deflate")),

	HTML(Seen.UNREADABLE, Seen.NO_STREAM,
			(reply) -> reply.connection.answer(200, "text/html", "<html>Log in</html>".getBytes())),

	WRONG_TYPE(Seen.ANSWER, Seen.NO_STREAM, (reply) -> reply.connection.answer(200, "text/plain", reply.content)),

	JSON_WITHOUT_TYPE(Seen.ANSWER, Seen.CUT, (reply) -> reply.connection.answer(200, "", reply.json)),

	NO_CONTENT(Seen.UNREADABLE, Seen.CUT, (reply) -> reply.connection.answer(204, "", new byte[0])),

	HTML_ERROR(Seen.ERROR, Seen.ERROR,
			(reply) -> reply.connection.answer(502, "text/html", "<html>Bad Gateway</html>".getBytes())),

	LARGE_ERROR(Seen.ERROR, Seen.ERROR, (reply) -> reply.connection.answer(502, "text/html", filled(5 * Fault.MIB))),

	GZIP_ERROR(Seen.ERROR, Seen.ERROR,
			(reply) -> reply.connection.answer(502, "text/html", gzip(filled(5 * Fault.MIB)),
					"Content-Encoding: gzip")),

	BROTLI_ERROR(Seen.ERROR, Seen.ERROR,
			(reply) -> reply.connection.answer(502, "text/html", filled(100), "Content-Encoding: br")),

	REDIRECT(Seen.REDIRECT, Seen.REDIRECT,
			(reply) -> reply.connection.answer(307, "", new byte[0], "Location: http://other.invalid/v1/responses")),

	LARGE_EVENT(Seen.ANSWER, Seen.CUT,
			(reply) -> reply.field("x_large", "\"" + new String(filled(9 * Fault.MIB)) + "\"")),

	DEEP_NESTING(Seen.UNREADABLE, Seen.CUT,
			(reply) -> reply.field("x_deep", "[".repeat(100_000) + "]".repeat(100_000))),

	LONG_NUMBER(Seen.UNREADABLE, Seen.CUT, (reply) -> reply.field("x_number", "9".repeat(100_000))),

	LONG_NAME(Seen.UNREADABLE, Seen.CUT, (reply) -> reply.field("x".repeat(100_000), "1")),

	DUPLICATE_KEYS(Seen.ANSWER, Seen.ANSWER, (reply) -> reply.field("x", "1,\"x\":2")),

	LONE_SURROGATE_ESCAPED(Seen.ANSWER, Seen.ANSWER, (reply) -> reply.field("x", "\"\\uD800\"")),

	LONE_SURROGATE_RAW(Seen.ANSWER, Seen.ANSWER, (reply) -> reply.field("x", "\"\u00ed\u00a0\u0080\""));

	private static final int MIB = 1024 * 1024;

	private final Seen unary;

	private final Seen stream;

	private final Script script;

	Fault(Seen unary, Seen stream, Script script) {
		this.unary = unary;
		this.stream = stream;
		this.script = script;
	}

	void serve(Reply reply) throws Exception {
		this.script.serve(reply);
	}

	Seen seen(boolean stream) {
		return stream ? this.stream : this.unary;
	}

	/**
	 * Whether the format matters. Where nothing arrives it does not.
	 */
	boolean hasContent() {
		return this != NO_HEADERS && this != STALL_AFTER_HEADERS;
	}

	/**
	 * The timeouts are short where one is to run out.
	 */
	Timeouts timeouts() {
		Duration start = Duration.ofMillis((this.unary == Seen.START_TIMEOUT) ? 100 : 10_000);
		Duration body = Duration.ofMillis((this.unary == Seen.TOTAL_TIMEOUT) ? 100 : 10_000);
		return new Timeouts(null, start, body, body);
	}

	private static byte[] filled(int length) {
		byte[] bytes = new byte[length];
		Arrays.fill(bytes, (byte) 'x');
		return bytes;
	}

	static byte[] gzip(byte[] bytes) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

	/**
	 * What the caller sees.
	 */
	enum Seen {

		ANSWER, START_TIMEOUT, IDLE_TIMEOUT, TOTAL_TIMEOUT, BROKEN, CUT, NO_STREAM, UNREADABLE, ENCODED, ERROR, REDIRECT

	}

	/**
	 * What the server does.
	 */
	private interface Script {

		void serve(Reply reply) throws Exception;

	}

	/**
	 * One connection, and what should be said on it.
	 *
	 * @param connection the connection
	 * @param stream whether a stream was asked for
	 * @param json the answer that is not streamed
	 * @param content the answer as it was asked for
	 */
	record Reply(TestConnection connection, boolean stream, byte[] json, byte[] content) {

		byte[] head(String... headers) {
			String type = this.stream ? "text/event-stream" : "application/json";
			return ("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII);
		}

		void headers(String... headers) throws IOException {
			this.connection.write(head(headers));
		}

		void whole() throws IOException {
			whole(this.content);
		}

		void whole(byte[] bytes, String... headers) throws IOException {
			this.connection.answer(200, this.stream ? "text/event-stream" : "application/json", bytes, headers);
		}

		byte[] half() {
			return Arrays.copyOf(this.content, this.content.length / 2);
		}

		/**
		 * Add a field to the answer, or to each event of it.
		 */
		void field(String name, String value) throws IOException {
			String text = new String(this.content, StandardCharsets.ISO_8859_1);
			String field = "{\"" + name + "\":" + value + ",";
			String changed = this.stream ? text.replaceFirst("data: \\{", "data: " + field.replace("\\", "\\\\"))
					: field + text.substring(text.indexOf('{') + 1);
			whole(changed.getBytes(StandardCharsets.ISO_8859_1));
		}

	}

}
