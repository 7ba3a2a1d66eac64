package com.flexinference.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection: reads requests and has them answered, one by one.
 */
final class Connection {

	private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

	private final Socket socket;

	private final Script script;

	private final byte[] buffer = new byte[64 * 1024];

	private int limit;

	Connection(Socket socket, Script script) {
		this.socket = socket;
		this.script = script;
	}

	void serve() {
		try (this.socket) {
			String path;
			while ((path = request()) != null) {
				this.script.answer(path, this.socket);
			}
		}
		catch (IOException ex) {
			// The client has gone.
		}
	}

	/**
	 * Read a request to its end.
	 * @return its path, {@code null} at the end of the connection
	 */
	private String request() throws IOException {
		InputStream in = this.socket.getInputStream();
		int bodyStart;
		while ((bodyStart = headEnd()) < 0) {
			if (!fill(in)) {
				return null;
			}
		}
		String head = new String(this.buffer, 0, bodyStart, StandardCharsets.ISO_8859_1);
		if (head.regionMatches(true, 0, "POST", 0, 4) && head.toLowerCase(Locale.ROOT).contains("chunked")) {
			skipChunks(in, bodyStart);
		}
		else {
			Matcher length = LENGTH.matcher(head);
			int end = bodyStart + (length.find() ? Integer.parseInt(length.group(1)) : 0);
			while (this.limit < end && fill(in)) {
				continue;
			}
			keepFrom(end);
		}
		return head.substring(head.indexOf(' ') + 1, head.indexOf(' ', head.indexOf(' ') + 1));
	}

	private void skipChunks(InputStream in, int from) throws IOException {
		int end;
		while ((end = find("\r\n0\r\n\r\n", Math.max(from - 2, 0))) < 0) {
			fill(in);
		}
		keepFrom(end);
	}

	private int headEnd() {
		return find("\r\n\r\n", 0);
	}

	private int find(String end, int from) {
		for (int i = from; i <= this.limit - end.length(); i++) {
			int j = 0;
			while (j < end.length() && this.buffer[i + j] == end.charAt(j)) {
				j++;
			}
			if (j == end.length()) {
				return i + j;
			}
		}
		return -1;
	}

	private boolean fill(InputStream in) throws IOException {
		int count = in.read(this.buffer, this.limit, this.buffer.length - this.limit);
		this.limit += Math.max(count, 0);
		return count > 0;
	}

	private void keepFrom(int end) {
		System.arraycopy(this.buffer, end, this.buffer, 0, this.limit - end);
		this.limit -= end;
	}

}
