package com.flexinference.router;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A connection without an HTTP client, to see what really goes over the wire.
 */
final class RawConnection implements AutoCloseable {

	private final Socket socket;

	RawConnection(LocalRouter router) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), router.port());
		this.socket.setSoTimeout(10_000);
	}

	RawConnection post(String path, String singleQuotedBody) throws IOException {
		String body = RouterClient.json(singleQuotedBody);
		return write("POST /v1" + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer flex_live_test\r\n"
				+ "Content-Length: " + body.length() + "\r\n\r\n" + body);
	}

	RawConnection write(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
		return this;
	}

	/**
	 * Read until a text was read.
	 */
	String readUntil(String end) throws IOException {
		InputStream in = this.socket.getInputStream();
		StringBuilder text = new StringBuilder();
		while (text.indexOf(end) < 0) {
			int b = in.read();
			if (b < 0) {
				throw new IOException("Closed after: " + text);
			}
			text.append((char) b);
		}
		return text.toString();
	}

	/**
	 * Read until the connection is closed in order.
	 */
	String readToEnd() throws IOException {
		return new String(this.socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
	}

	void timeout(int millis) throws IOException {
		this.socket.setSoTimeout(millis);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
