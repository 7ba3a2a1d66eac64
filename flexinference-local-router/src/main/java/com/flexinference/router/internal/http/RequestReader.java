package com.flexinference.router.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of one connection, one after the other.
 */
final class RequestReader {

	private static final int LONGEST_HEAD = 256 * 1024;

	private static final int MOST_DISCARDED = 64;

	private final InputStream in;

	private final OutputStream out;

	private final int keptBytes;

	private int headBytes;

	RequestReader(InputStream in, OutputStream out, int keptBytes) {
		this.in = in;
		this.out = out;
		this.keptBytes = keptBytes;
	}

	/**
	 * Read a request.
	 * @return the request or {@code null} if the caller closed the connection
	 * @throws ProtocolException if what arrives is not HTTP
	 * @throws IOException if the connection is gone
	 */
	@Nullable HttpRequest read() throws IOException {
		this.headBytes = 0;
		String line = line();
		while (line != null && line.isEmpty()) {
			line = line();
		}
		if (line == null) {
			return null;
		}
		String[] parts = line.split(" ");
		if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
			throw new ProtocolException("The request line is not HTTP/1.1");
		}
		Map<String, List<String>> headers = headers();
		if ("100-continue".equalsIgnoreCase(HttpRequest.first(headers, "Expect"))) {
			this.out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			this.out.flush();
		}
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		boolean complete = isChunked(headers) ? readChunks(body) : read(body, contentLength(headers));
		return new HttpRequest(parts[0], path(parts[1]), parts[2], headers, body.toByteArray(), complete);
	}

	private Map<String, List<String>> headers() throws IOException {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (String line = requiredLine(); !line.isEmpty(); line = requiredLine()) {
			int colon = line.indexOf(':');
			if (colon < 1) {
				throw new ProtocolException("A header line has no name");
			}
			headers.computeIfAbsent(line.substring(0, colon), (name) -> new ArrayList<>())
				.add(line.substring(colon + 1).strip());
		}
		return headers;
	}

	private boolean isChunked(Map<String, List<String>> headers) {
		return "chunked".equalsIgnoreCase(HttpRequest.first(headers, "Transfer-Encoding"));
	}

	private long contentLength(Map<String, List<String>> headers) throws ProtocolException {
		String length = HttpRequest.first(headers, "Content-Length");
		return (length != null) ? number(length, 10) : 0;
	}

	private String path(String target) throws ProtocolException {
		try {
			String path = URI.create(target).getPath();
			return (path != null && !path.isEmpty()) ? path : "/";
		}
		catch (IllegalArgumentException ex) {
			throw new ProtocolException("The request target is not a URI");
		}
	}

	private boolean readChunks(ByteArrayOutputStream body) throws IOException {
		long total = 0;
		long size = number(requiredLine().split(";")[0].strip(), 16);
		while (size > 0) {
			total += size;
			if (total > limit() || !read(body, size)) {
				return false;
			}
			requiredLine();
			size = number(requiredLine().split(";")[0].strip(), 16);
		}
		while (!requiredLine().isEmpty()) {
			continue;
		}
		return true;
	}

	// Reads more than is kept, as a caller that is still sending cannot read a refusal
	private boolean read(ByteArrayOutputStream body, long length) throws IOException {
		byte[] buffer = new byte[8192];
		long left = Math.min(length, limit());
		while (left > 0) {
			int n = this.in.read(buffer, 0, (int) Math.min(left, buffer.length));
			if (n < 0) {
				throw new EOFException("The request body ended early");
			}
			body.write(buffer, 0, Math.min(n, this.keptBytes - body.size()));
			left -= n;
		}
		return length <= limit();
	}

	private long limit() {
		return (long) MOST_DISCARDED * this.keptBytes;
	}

	private long number(String digits, int radix) throws ProtocolException {
		try {
			return Long.parseUnsignedLong(digits, radix);
		}
		catch (NumberFormatException ex) {
			throw new ProtocolException("A length is not a number");
		}
	}

	private String requiredLine() throws IOException {
		String line = line();
		if (line == null) {
			throw new EOFException("The request ended early");
		}
		return line;
	}

	private @Nullable String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		int b = this.in.read();
		if (b < 0) {
			return null;
		}
		while (b >= 0 && b != '\n') {
			if (++this.headBytes > LONGEST_HEAD) {
				throw new ProtocolException("The request head is too long");
			}
			line.write(b);
			b = this.in.read();
		}
		return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
	}

}
