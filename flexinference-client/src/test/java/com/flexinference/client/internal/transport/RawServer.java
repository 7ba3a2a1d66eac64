package com.flexinference.client.internal.transport;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocket;

/**
 * A server on bare sockets: the handler writes the bytes of the response.
 */
final class RawServer implements AutoCloseable {

	static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

	static final String STREAM = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

	static final String END = "0\r\n\r\n";

	private final ServerSocket serverSocket;

	private final String scheme;

	private final Handler handler;

	private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

	private final AtomicInteger connections = new AtomicInteger();

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final BlockingQueue<Long> disconnects = new LinkedBlockingQueue<>();

	private RawServer(ServerSocket serverSocket, String scheme, Handler handler) {
		this.serverSocket = serverSocket;
		this.scheme = scheme;
		this.handler = handler;
	}

	static RawServer start(Handler handler) throws IOException {
		return start(ServerSocketFactory.getDefault(), "http", handler);
	}

	static RawServer start(ServerSocketFactory factory, String scheme, Handler handler) throws IOException {
		ServerSocket serverSocket = factory.createServerSocket(0, 1024, InetAddress.getLoopbackAddress());
		RawServer server = new RawServer(serverSocket, scheme, handler);
		fork(server::accept);
		return server;
	}

	static RawServer answering(String response) throws IOException {
		return start((connection) -> connection.write(response));
	}

	static RawServer answeringOnce(String response) throws IOException {
		return start((connection) -> {
			connection.write(response);
			connection.awaitDisconnect();
		});
	}

	private static void fork(Runnable task) {
		Thread thread = new Thread(task, "raw-server");
		thread.setDaemon(true);
		thread.start();
	}

	static String chunk(String data) {
		return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
	}

	URI uri() {
		return URI.create(this.scheme + "://localhost:" + port() + "/v1/test");
	}

	int port() {
		return this.serverSocket.getLocalPort();
	}

	int connections() {
		return this.connections.get();
	}

	int open() {
		return this.sockets.size();
	}

	List<Request> requests() {
		return this.requests;
	}

	String protocol() {
		return ((SSLSocket) this.sockets.element()).getSession().getProtocol();
	}

	/**
	 * Wait for a client to disconnect from a handler that is waiting for it.
	 * @return when that was, in nanoseconds
	 */
	long awaitDisconnect() throws InterruptedException {
		Long time = this.disconnects.poll(5, TimeUnit.SECONDS);
		if (time == null) {
			throw new AssertionError("The client has not disconnected");
		}
		return time;
	}

	boolean disconnectsWithin(long millis) throws InterruptedException {
		return this.disconnects.poll(millis, TimeUnit.MILLISECONDS) != null;
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
			Connection connection = new Connection(socket);
			for (Request request = connection.readRequest(); request != null; request = connection.readRequest()) {
				this.requests.add(request);
				this.handler.handle(connection);
			}
		}
		catch (Exception ex) {
			this.disconnects.add(System.nanoTime());
		}
		finally {
			this.sockets.remove(socket);
		}
	}

	@Override
	public void close() throws IOException {
		this.serverSocket.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	/**
	 * Answers one request.
	 */
	@FunctionalInterface
	interface Handler {

		void handle(Connection connection) throws Exception;

	}

	/**
	 * One request as it was received.
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

		String header(String name) {
			return this.request.headers().get(name);
		}

		void write(String text) throws IOException {
			this.out.write(text.getBytes(StandardCharsets.UTF_8));
			this.out.flush();
		}

		/**
		 * Wait until the client disconnects: always ends with an exception.
		 */
		void awaitDisconnect() throws IOException {
			if (this.in.read() < 0) {
				throw new IOException("disconnected");
			}
			throw new IOException("unexpected byte");
		}

		void disconnect() throws IOException {
			this.socket.close();
		}

		private Request readRequest() throws IOException {
			String line = readLine();
			if (line == null) {
				return null;
			}
			Map<String, String> headers = new TreeMap<>();
			for (String header = readLine(); header != null && !header.isEmpty(); header = readLine()) {
				int colon = header.indexOf(':');
				headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).trim());
			}
			int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
			String body = new String(this.in.readNBytes(length), StandardCharsets.UTF_8);
			this.request = new Request(line, headers, body);
			return this.request;
		}

		private String readLine() {
			try {
				StringBuilder line = new StringBuilder();
				for (int b = this.in.read(); b != '\n'; b = this.in.read()) {
					if (b < 0) {
						return null;
					}
					if (b != '\r') {
						line.append((char) b);
					}
				}
				return line.toString();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
