package com.flexinference.router.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * The answer to one request, and the connection it goes out on.
 */
public final class HttpResponse {

	public static final long UNKNOWN_LENGTH = -1;

	private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

	private static final Map<Integer, String> REASONS = Map.of(200, "OK", 400, "Bad Request", 401, "Unauthorized", 402,
			"Payment Required", 403, "Forbidden", 404, "Not Found", 405, "Method Not Allowed", 413, "Content Too Large",
			429, "Too Many Requests", 500, "Internal Server Error");

	private final HttpRequest request;

	private final Socket socket;

	private final InputStream in;

	private final OutputStream out;

	private OutputStream body = OutputStream.nullOutputStream();

	private boolean reusable;

	private volatile boolean stalled;

	HttpResponse(HttpRequest request, Socket socket, InputStream in, OutputStream out) {
		this.request = request;
		this.socket = socket;
		this.in = in;
		this.out = out;
	}

	// Returns the stream for the body, which has to be flushed
	public OutputStream start(int status, Map<String, String> headers, long length) throws IOException {
		boolean chunked = length == UNKNOWN_LENGTH && !this.request.isHttp10();
		StringBuilder head = new StringBuilder(
				"HTTP/1.1 " + status + " " + REASONS.getOrDefault(status, "Status " + status) + "\r\n");
		head.append("Date: ").append(DATE.format(Instant.now().atZone(ZoneOffset.UTC))).append("\r\n");
		headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
		if (chunked) {
			head.append("Transfer-Encoding: chunked\r\n");
		}
		else if (length != UNKNOWN_LENGTH) {
			head.append("Content-Length: ").append(length).append("\r\n");
		}
		if (!this.request.isPersistent()) {
			head.append("Connection: close\r\n");
		}
		this.out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
		if (!this.request.isHead()) {
			this.body = chunked ? new ChunkedOutputStream(this.out) : this.out;
		}
		return this.body;
	}

	public void flush() throws IOException {
		this.out.flush();
	}

	// The connection can be used for another answer afterwards
	public void end() throws IOException {
		if (this.body instanceof ChunkedOutputStream chunks) {
			chunks.end();
		}
		this.out.flush();
		this.reusable = this.request.isPersistent();
	}

	// Sends nothing more. Throws an exception when the connection is closed
	public void stall() throws IOException {
		this.out.flush();
		this.stalled = true;
		this.in.transferTo(OutputStream.nullOutputStream());
		throw new IOException("The connection was closed");
	}

	// Throws an exception if the caller has closed the connection
	public void checkConnection() throws IOException {
		if (this.in.available() > 0) {
			return;
		}
		this.socket.setSoTimeout(1);
		this.in.mark(1);
		try {
			if (this.in.read() < 0) {
				throw new IOException("The connection was closed");
			}
			this.in.reset();
		}
		catch (SocketTimeoutException ex) {
			// The caller waits
		}
		finally {
			this.socket.setSoTimeout(0);
		}
	}

	// Ends the connection in order (FIN), with the answer incomplete
	public void close() throws IOException {
		this.out.flush();
		this.socket.close();
		throw new IOException("The connection was closed on purpose");
	}

	// Sends a RST. What the caller has not read yet may be lost
	public void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
		throw new IOException("The connection was reset on purpose");
	}

	boolean isReusable() {
		return this.reusable;
	}

	boolean isStalled() {
		return this.stalled;
	}

}
