package com.flexinference.router.internal.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * One connection of a caller.
 */
final class HttpConnection implements Runnable {

	private final Socket socket;

	private final HttpHandler handler;

	private volatile @Nullable HttpResponse response;

	HttpConnection(Socket socket, HttpHandler handler) {
		this.socket = socket;
		this.handler = handler;
	}

	@Override
	public void run() {
		try (this.socket) {
			// Without it an answer takes 40 ms
			this.socket.setTcpNoDelay(true);
			InputStream in = new BufferedInputStream(this.socket.getInputStream());
			OutputStream out = new BufferedOutputStream(this.socket.getOutputStream());
			serve(in, out);
		}
		catch (IOException ex) {
			// The caller or a fault ended the connection
		}
	}

	private void serve(InputStream in, OutputStream out) throws IOException {
		RequestReader reader = new RequestReader(in, out);
		boolean reusable = true;
		while (reusable) {
			HttpRequest request = read(reader, out);
			HttpResponse response = new HttpResponse(request, this.socket, in, out);
			this.response = response;
			this.handler.handle(request, response);
			reusable = response.isReusable();
		}
	}

	private HttpRequest read(RequestReader reader, OutputStream out) throws IOException {
		try {
			return reader.read();
		}
		catch (ProtocolException ex) {
			out.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
				.getBytes(StandardCharsets.US_ASCII));
			out.flush();
			throw ex;
		}
	}

	void abortIfStalled() {
		HttpResponse response = this.response;
		if (response != null && response.isStalled()) {
			abort();
		}
	}

	void abort() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			// Nothing else can be done
		}
	}

}
