package com.flexinference.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocket;

import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TransportKind;

/**
 * A server on bare sockets that answers with any bytes.
 */
public final class TestServer implements AutoCloseable {

	/**
	 * A whole response of two bytes.
	 */
	public static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

	/**
	 * The head of a stream, to be followed by chunks.
	 */
	public static final String STREAM = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
			+ "Transfer-Encoding: chunked\r\n\r\n";

	/**
	 * The end of a stream.
	 */
	public static final String END = "0\r\n\r\n";

	private static final String THREAD_NAME = "test-server";

	private final ServerSocket serverSocket;

	private final String scheme;

	private final Handler handler;

	private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

	private final AtomicInteger connections = new AtomicInteger();

	private final List<TestConnection.Request> requests = new CopyOnWriteArrayList<>();

	private final CountDownLatch requested = new CountDownLatch(1);

	private final BlockingQueue<Long> disconnects = new LinkedBlockingQueue<>();

	private TestServer(ServerSocket serverSocket, String scheme, Handler handler) {
		this.serverSocket = serverSocket;
		this.scheme = scheme;
		this.handler = handler;
	}

	public static TestServer start(Handler handler) {
		return start(ServerSocketFactory.getDefault(), "http", handler);
	}

	public static TestServer start(ServerSocketFactory factory, String scheme, Handler handler) {
		try {
			ServerSocket serverSocket = factory.createServerSocket(0, 1024, InetAddress.getLoopbackAddress());
			TestServer server = new TestServer(serverSocket, scheme, handler);
			fork(server::accept);
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Start a server that answers each request with the same bytes.
	 */
	public static TestServer answering(String response) {
		return start((connection) -> connection.write(response));
	}

	/**
	 * Start a server that answers the first request of a connection, then waits until the
	 * client disconnects.
	 */
	public static TestServer answeringOnce(String response) {
		return start((connection) -> {
			connection.write(response);
			connection.awaitClose();
		});
	}

	static TestServer answering(int status, String type, byte[] body, String... headers) {
		return start((connection) -> connection.answer(status, type, body, headers));
	}

	static TestServer answering(int status, String type, String body, String... headers) {
		return answering(status, type, body.getBytes(StandardCharsets.UTF_8), headers);
	}

	public static TestServer json() {
		return json("{\"id\":\"r\"}");
	}

	public static TestServer json(String body, String... headers) {
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

	public static String chunk(String data) {
		return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
	}

	static boolean owns(Thread thread) {
		return thread.getName().equals(THREAD_NAME);
	}

	private static void fork(Runnable task) {
		Thread thread = new Thread(task, THREAD_NAME);
		thread.setDaemon(true);
		thread.start();
	}

	public String url() {
		return this.scheme + "://127.0.0.1:" + port();
	}

	public URI uri() {
		return URI.create(this.scheme + "://localhost:" + port() + "/v1/test");
	}

	public int port() {
		return this.serverSocket.getLocalPort();
	}

	FlexInferenceClient client() {
		return clientBuilder().build();
	}

	FlexInferenceClient client(TransportKind kind) {
		return clientBuilder(kind).build();
	}

	FlexInferenceClient.Builder clientBuilder(TransportKind kind) {
		return clientBuilder().http(HttpSettings.defaults().withKind(kind));
	}

	FlexInferenceClient.Builder clientBuilder() {
		return FlexInferenceClient.builder()
			.apiKey("flex_live_secret")
			.baseUrl(url())
			.defaults(FlexRequest.of((r) -> r.model("m").startWithin(StartWithin.DEFAULT)));
	}

	/**
	 * Return how many connections have been accepted.
	 */
	public int connections() {
		return this.connections.get();
	}

	/**
	 * Return how many connections are open.
	 */
	public int open() {
		return this.sockets.size();
	}

	/**
	 * Wait until the server has closed all connections, and for longer than a client
	 * trusts a connection without a look.
	 */
	public void awaitNoConnection() throws InterruptedException {
		synchronized (this.sockets) {
			while (open() > 0) {
				this.sockets.wait();
			}
		}
		Thread.sleep(5);
	}

	public List<TestConnection.Request> requests() {
		return this.requests;
	}

	TestConnection.Request request() {
		return this.requests.get(0);
	}

	/**
	 * Wait for the first request.
	 */
	public void awaitRequest() throws InterruptedException {
		if (!this.requested.await(10, TimeUnit.SECONDS)) {
			throw new AssertionError("There is no request");
		}
	}

	public String protocol() {
		return ((SSLSocket) this.sockets.element()).getSession().getProtocol();
	}

	/**
	 * Wait for a client to disconnect from a handler that is waiting for it.
	 * @return when that was, in nanoseconds
	 */
	public long awaitDisconnect() throws InterruptedException {
		Long time = this.disconnects.poll(10, TimeUnit.SECONDS);
		if (time == null) {
			throw new AssertionError("The client has not disconnected");
		}
		return time;
	}

	public boolean disconnectsWithin(long millis) throws InterruptedException {
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
			socket.setTcpNoDelay(true);
			TestConnection connection = new TestConnection(socket);
			while (connection.readRequest()) {
				this.requests.add(connection.request());
				this.requested.countDown();
				this.handler.handle(connection);
			}
		}
		catch (Exception ex) {
			this.disconnects.add(System.nanoTime());
		}
		finally {
			synchronized (this.sockets) {
				this.sockets.remove(socket);
				this.sockets.notifyAll();
			}
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
	public interface Handler {

		void handle(TestConnection connection) throws Exception;

	}

}
