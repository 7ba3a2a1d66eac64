package com.flexinference.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * A server on bare sockets that answers with any bytes.
 */
final class TestServer implements AutoCloseable {

	private final ServerSocket serverSocket;

	private final Handler handler;

	private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

	private final AtomicInteger connections = new AtomicInteger();

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private TestServer(ServerSocket serverSocket, Handler handler) {
		this.serverSocket = serverSocket;
		this.handler = handler;
	}

	static TestServer start(Handler handler) {
		try {
			TestServer server = new TestServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), handler);
			fork(server::accept);
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static TestServer answering(int status, String type, byte[] body, String... headers) {
		return start((connection) -> connection.answer(status, type, body, headers));
	}

	static TestServer answering(int status, String type, String body, String... headers) {
		return answering(status, type, body.getBytes(StandardCharsets.UTF_8), headers);
	}

	static TestServer json(String body, String... headers) {
		return answering(200, "application/json", body.replace('\'', '"'), headers);
	}

	static TestServer streaming(String... events) {
		return start((connection) -> {
			connection.startStream();
			for (String event : events) {
				connection.event(event);
			}
			connection.endStream();
		});
	}

	private static void fork(Runnable task) {
		Thread thread = new Thread(task, "test-server");
		thread.setDaemon(true);
		thread.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.serverSocket.getLocalPort();
	}

	FlexInferenceClient client() {
		return clientBuilder().build();
	}

	FlexInferenceClient.Builder clientBuilder() {
		return FlexInferenceClient.builder()
			.apiKey("flex_live_secret")
			.baseUrl(url())
			.defaults(FlexRequest.of((r) -> r.model("m").startWithin(StartWithin.DEFAULT)));
	}

	int connections() {
		return this.connections.get();
	}

	List<Request> requests() {
		return this.requests;
	}

	Request request() {
		return this.requests.get(0);
	}

	private void accept() {
		while (true) {
			try {
				Socket socket = this.serverSocket.accept();
				this.sockets.add(socket);
				this.connections.incrementAndGet();
				fork(() -> serve(socket));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			socket.setTcpNoDelay(true);
			Connection connection = new Connection(socket);
			for (Request request = connection.readRequest(); request != null; request = connection.readRequest()) {
				this.requests.add(request);
				this.handler.handle(connection);
			}
		}
		catch (IOException ex) {
			// The client has gone.
		}
	}

	@Override
	public void close() {
		try {
			this.serverSocket.close();
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Answers one request.
	 */
	@FunctionalInterface
	interface Handler {

		void handle(Connection connection) throws IOException;

	}

	/**
	 * One request as it was received; names of headers are case-insensitive.
	 */
	record Request(String line, Map<String, String> headers, String body) {
	}

	/**
	 * One connection.
	 */
	static final class Connection {

		private final Socket socket;

		private final InputStream in;

		private final OutputStream out;

		private Request request;

		Connection(Socket socket) throws IOException {
			this.socket = socket;
			this.in = new BufferedInputStream(socket.getInputStream());
			this.out = socket.getOutputStream();
		}

		Request request() {
			return this.request;
		}

		void write(byte[] bytes) throws IOException {
			this.out.write(bytes);
			this.out.flush();
		}

		void write(String text) throws IOException {
			write(text.getBytes(StandardCharsets.UTF_8));
		}

		void answer(int status, String type, byte[] body, String... headers) throws IOException {
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
			write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n"
					+ String.join("", List.of(headers).stream().map((header) -> header + "\r\n").toList()) + "\r\n");
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
			write("0\r\n\r\n");
		}

		void awaitClose() throws IOException {
			while (this.in.read() >= 0) {
				// Nothing more is expected from the client.
			}
			throw new IOException("The client has gone");
		}

		/**
		 * Do nothing for a while, as a slow server does.
		 */
		void pause(long millis) throws IOException {
			try {
				Thread.sleep(millis);
			}
			catch (InterruptedException ex) {
				throw new InterruptedIOException();
			}
		}

		void socketClose() throws IOException {
			this.socket.close();
		}

		void reset() throws IOException {
			this.socket.setSoLinger(true, 0);
			this.socket.close();
		}

		Request readRequest() throws IOException {
			String line = readLine();
			if (line == null) {
				return null;
			}
			Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			for (String header = readLine(); header != null && !header.isEmpty(); header = readLine()) {
				int colon = header.indexOf(':');
				headers.merge(header.substring(0, colon), header.substring(colon + 1).trim(), (a, b) -> a + ", " + b);
			}
			int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
			this.request = new Request(line, headers, new String(this.in.readNBytes(length), StandardCharsets.UTF_8));
			return this.request;
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

	}

}
