package com.flexinference.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/**
 * One connection of a {@link TestServer}.
 */
public final class TestConnection {

	private final Socket socket;

	private final InputStream in;

	private final OutputStream out;

	private Request request;

	TestConnection(Socket socket) throws IOException {
		this.socket = socket;
		this.in = new BufferedInputStream(socket.getInputStream());
		this.out = socket.getOutputStream();
	}

	public Request request() {
		return this.request;
	}

	public String header(String name) {
		return this.request.headers().get(name);
	}

	void write(byte[] bytes) throws IOException {
		this.out.write(bytes);
		this.out.flush();
	}

	public void write(String text) throws IOException {
		write(text.getBytes(StandardCharsets.UTF_8));
	}

	public void answer(int status, String type, byte[] body, String... headers) throws IOException {
		StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " X\r\n");
		if (!type.isEmpty()) {
			head.append("Content-Type: ").append(type).append("\r\n");
		}
		for (String header : headers) {
			head.append(header).append("\r\n");
		}
		if (status != 204) {
			head.append("Content-Length: ").append(body.length).append("\r\n");
		}
		write(head.append("\r\n").toString());
		write(body);
	}

	void startStream(String... headers) throws IOException {
		StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
				+ "Transfer-Encoding: chunked\r\n");
		for (String header : headers) {
			head.append(header).append("\r\n");
		}
		write(head.append("\r\n").toString());
	}

	void event(String json) throws IOException {
		chunk(("data: " + json.replace('\'', '"') + "\n\n").getBytes(StandardCharsets.UTF_8));
	}

	void chunk(byte[] bytes) throws IOException {
		ByteArrayOutputStream chunk = new ByteArrayOutputStream();
		chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
		chunk.writeBytes(bytes);
		chunk.writeBytes(new byte[] { '\r', '\n' });
		write(chunk.toByteArray());
	}

	void chunks(byte[] bytes, IntSupplier length) throws IOException {
		int from = 0;
		while (from < bytes.length) {
			int to = Math.min(bytes.length, from + length.getAsInt());
			chunk(Arrays.copyOfRange(bytes, from, to));
			from = to;
		}
	}

	void endStream() throws IOException {
		write(TestServer.END);
	}

	/**
	 * Wait until the client disconnects: always ends with an exception.
	 */
	public void awaitClose() throws IOException {
		while (this.in.read() >= 0) {
			// Nothing more is expected from the client.
		}
		throw new IOException("The client has gone");
	}

	/**
	 * Do nothing for a while, as a slow server does.
	 */
	public void pause(long millis) throws InterruptedException {
		Thread.sleep(millis);
	}

	public void close() throws IOException {
		this.socket.close();
	}

	void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	/**
	 * Read the next request.
	 * @return {@code false} if the client has gone
	 */
	boolean readRequest() throws IOException {
		String line = readLine();
		if (line == null) {
			return false;
		}
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (String header = readLine(); header != null && !header.isEmpty(); header = readLine()) {
			int colon = header.indexOf(':');
			headers.merge(header.substring(0, colon), header.substring(colon + 1).trim(), (a, b) -> a + ", " + b);
		}
		int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
		this.request = new Request(line, headers, new String(this.in.readNBytes(length), StandardCharsets.UTF_8));
		return true;
	}

	private String readLine() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		int next;
		while ((next = this.in.read()) != '\n') {
			if (next < 0) {
				return null;
			}
			line.write(next);
		}
		return line.toString(StandardCharsets.ISO_8859_1).trim();
	}

	/**
	 * One request as it was received; names of headers are case-insensitive.
	 */
	public record Request(String line, Map<String, String> headers, String body) {
	}

}
