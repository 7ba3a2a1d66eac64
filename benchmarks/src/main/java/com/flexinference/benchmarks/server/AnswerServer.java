package com.flexinference.benchmarks.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Serves prepared answers from a process of its own, with as little work as it can: it is
 * not what is measured.
 */
public final class AnswerServer {

	private static final int BACKLOG = 2000;

	private static final long STACK = 64 * 1024;

	private AnswerServer() {
	}

	/**
	 * Serve until the standard input ends, which it does with the process that started
	 * this one.
	 * @param args not used
	 */
	public static void main(String[] args) throws IOException {
		Script script = new Script();
		ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
		start(() -> accept(server, script));
		System.out.println("http://127.0.0.1:" + server.getLocalPort());
		while (System.in.read() >= 0) {
			continue;
		}
		System.exit(0);
	}

	private static void accept(ServerSocket server, Script script) {
		try {
			while (true) {
				Socket socket = server.accept();
				socket.setTcpNoDelay(true);
				start(() -> new Connection(socket, script).serve());
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(null, task, "connection", STACK);
		thread.setDaemon(true);
		thread.start();
	}

}
