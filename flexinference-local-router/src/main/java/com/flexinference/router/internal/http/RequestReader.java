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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the requests of one connection, one after the other.
 */
final class RequestReader {

	private static final String TOKEN = "([!#$%&'*+.^_`|~0-9A-Za-z-]+)";

	private static final Pattern REQUEST_LINE = Pattern.compile(TOKEN + " ([!-~]+) (HTTP/1\\.[01])");

	// No blank before the colon, no folded lines, no control characters
	private static final Pattern FIELD = Pattern.compile(TOKEN + ":([\\t -~\\x80-\\xFF]*)");

	private static final int LONGEST_HEAD = 256 * 1024;

	// One byte more than the service accepts, so that a longer body is noticed
	private static final int KEPT_BYTES = 1_000_001;

	private static final int READ_BYTES = 64 * KEPT_BYTES;

	private final InputStream in;

	private final OutputStream out;

	private int headBytes;

	RequestReader(InputStream in, OutputStream out) {
		this.in = in;
		this.out = out;
	}

	HttpRequest read() throws IOException {
		this.headBytes = 0;
		String line = line();
		while (line.isEmpty()) {
			line = line();
		}
		Matcher start = REQUEST_LINE.matcher(line);
		if (!start.matches()) {
			throw new ProtocolException("The request line is not HTTP/1.1");
		}
		String version = start.group(3);
		URI target = target(start.group(2));
		Map<String, List<String>> headers = headers();
		int hosts = headers.getOrDefault("Host", List.of()).size();
		if (hosts > 1 || (hosts == 0 && "HTTP/1.1".equals(version))) {
			throw new ProtocolException("The request must have one host");
		}
		if (target.getRawAuthority() != null) {
			// RFC 9112, section 3.2.2: the host of the target counts, not the header.
			headers.put("Host", List.of(target.getRawAuthority()));
		}
		long length = BodyLength.of(version, headers);
		if (headers.getOrDefault("Expect", List.of()).stream().anyMatch("100-continue"::equalsIgnoreCase)) {
			this.out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			this.out.flush();
		}
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		boolean complete = (length == BodyLength.CHUNKED) ? readChunks(body) : read(body, length);
		return new HttpRequest(start.group(1), path(target), version, headers, body.toByteArray(), complete);
	}

	private Map<String, List<String>> headers() throws IOException {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (String line = line(); !line.isEmpty(); line = line()) {
			Matcher field = FIELD.matcher(line);
			if (!field.matches()) {
				throw new ProtocolException("A header line is malformed");
			}
			headers.computeIfAbsent(field.group(1), (name) -> new ArrayList<>()).add(field.group(2).strip());
		}
		return headers;
	}

	private static String path(URI target) {
		String path = target.getPath();
		return (path != null && !path.isEmpty()) ? path : "/";
	}

	private static URI target(String target) throws ProtocolException {
		try {
			return URI.create(target);
		}
		catch (IllegalArgumentException ex) {
			throw new ProtocolException("The request target is not a URI");
		}
	}

	private boolean readChunks(ByteArrayOutputStream body) throws IOException {
		long total = 0;
		for (long size = chunkSize(); size > 0; size = chunkSize()) {
			total += size;
			if (total > READ_BYTES || !read(body, size)) {
				return false;
			}
			if (!line().isEmpty()) {
				throw new ProtocolException("A chunk is longer than its size");
			}
		}
		headers();
		return true;
	}

	private long chunkSize() throws IOException {
		this.headBytes = 0;
		return BodyLength.ofChunk(line());
	}

	// Reads more than is kept, as a caller that is still sending cannot read a refusal
	private boolean read(ByteArrayOutputStream body, long length) throws IOException {
		byte[] buffer = new byte[8192];
		long left = Math.min(length, READ_BYTES);
		while (left > 0) {
			int n = this.in.read(buffer, 0, (int) Math.min(left, buffer.length));
			if (n < 0) {
				throw new EOFException("The request body ended early");
			}
			body.write(buffer, 0, Math.min(n, KEPT_BYTES - body.size()));
			left -= n;
		}
		return length <= READ_BYTES;
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		int b = this.in.read();
		while (b >= 0 && b != '\n') {
			if (++this.headBytes > LONGEST_HEAD) {
				throw new ProtocolException("The request head is too long");
			}
			line.write(b);
			b = this.in.read();
		}
		if (b < 0) {
			throw new EOFException("The caller closed the connection");
		}
		String text = line.toString(StandardCharsets.ISO_8859_1);
		if (!text.endsWith("\r")) {
			throw new ProtocolException("A line does not end with CR LF");
		}
		return text.substring(0, text.length() - 1);
	}

}
