package com.flexinference.router.internal.http;

import java.net.ProtocolException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tells how long the body of a request is, and refuses what two readers could understand
 * in two ways (RFC 9112, section 6.3).
 */
final class BodyLength {

	static final long CHUNKED = -1;

	private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,18}");

	private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]{1,15}");

	private BodyLength() {
	}

	static long of(String version, Map<String, List<String>> headers) throws ProtocolException {
		List<String> lengths = headers.getOrDefault("Content-Length", List.of()).stream().distinct().toList();
		List<String> encodings = headers.getOrDefault("Transfer-Encoding", List.of());
		if (encodings.isEmpty()) {
			return lengths.isEmpty() ? 0 : ofContent(lengths);
		}
		if (!lengths.isEmpty() || encodings.size() > 1 || !"chunked".equalsIgnoreCase(encodings.get(0))
				|| "HTTP/1.0".equals(version)) {
			throw new ProtocolException("The transfer encoding must be 'chunked', without a length beside it");
		}
		return CHUNKED;
	}

	private static long ofContent(List<String> lengths) throws ProtocolException {
		if (lengths.size() > 1 || !DECIMAL.matcher(lengths.get(0)).matches()) {
			throw new ProtocolException("The content length is not a number");
		}
		return Long.parseLong(lengths.get(0));
	}

	static long ofChunk(String line) throws ProtocolException {
		String size = line.split(";", 2)[0].stripTrailing();
		if (!HEXADECIMAL.matcher(size).matches()) {
			throw new ProtocolException("The size of a chunk is not a number");
		}
		return Long.parseLong(size, 16);
	}

}
