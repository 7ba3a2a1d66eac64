package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy that tunnels for those who know the password.
 */
final class ConnectProxy implements AutoCloseable {

	private static final String CHALLENGE = "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
			+ "Content-Length: 0\r\n\r\n";

	private final ServerSocket serverSocket;

	private final String authorization;

	private final List<String> heads = new CopyOnWriteArrayList<>();

	private ConnectProxy(ServerSocket serverSocket, String authorization) {
		this.serverSocket = serverSocket;
		this.authorization = authorization;
	}

	static ConnectProxy start(String authorization) throws IOException {
		ConnectProxy proxy = new ConnectProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), authorization);
		fork(proxy::accept);
		return proxy;
	}

	int port() {
		return this.serverSocket.getLocalPort();
	}

	/**
	 * Return what was sent to the proxy itself.
	 * @return request lines with headers, in lower case
	 */
	List<String> heads() {
		return this.heads;
	}

	private Object accept() throws IOException {
		while (true) {
			Socket socket = this.serverSocket.accept();
			fork(() -> serve(socket));
		}
	}

	private Object serve(Socket socket) throws IOException {
		try (socket) {
			String head = readHead(socket.getInputStream());
			while (!head.contains("proxy-authorization: " + this.authorization.toLowerCase())) {
				socket.getOutputStream().write(CHALLENGE.getBytes(StandardCharsets.US_ASCII));
				head = readHead(socket.getInputStream());
			}
			String[] target = head.split(" ")[1].split(":");
			try (Socket origin = new Socket(target[0], Integer.parseInt(target[1]))) {
				socket.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				fork(() -> origin.getInputStream().transferTo(socket.getOutputStream()));
				return socket.getInputStream().transferTo(origin.getOutputStream());
			}
		}
	}

	private String readHead(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int b = in.read();
			if (b < 0) {
				throw new IOException("No request");
			}
			head.append((char) b);
		}
		String result = head.toString().toLowerCase();
		this.heads.add(result);
		return result;
	}

	private static void fork(Reader.Action task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (Exception ex) {
				// The client or the test has gone away.
			}
		}, "connect-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.serverSocket.close();
	}

}
