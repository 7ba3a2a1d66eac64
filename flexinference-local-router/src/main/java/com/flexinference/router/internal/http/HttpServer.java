package com.flexinference.router.internal.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Serves HTTP/1.1 on the loopback interface, with a daemon thread for each connection.
 */
public final class HttpServer implements AutoCloseable {

	private static final byte[] LOOPBACK = { 127, 0, 0, 1 };

	private static final long PAUSE_NANOS = 10_000_000;

	private static final int BACKLOG = 1024;

	private final ExecutorService executor = Executors.newCachedThreadPool(HttpServer::daemon);

	private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();

	private final Thread acceptor = daemon(this::accept);

	private final ServerSocket socket;

	private final HttpHandler handler;

	private HttpServer(ServerSocket socket, HttpHandler handler) {
		this.socket = socket;
		this.handler = handler;
	}

	public static HttpServer start(int port, HttpHandler handler) {
		try {
			ServerSocket socket = new ServerSocket(port, BACKLOG, InetAddress.getByAddress(LOOPBACK));
			HttpServer server = new HttpServer(socket, handler);
			server.acceptor.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The local router cannot listen on port " + port, ex);
		}
	}

	public int port() {
		return this.socket.getLocalPort();
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				serve(this.socket.accept());
			}
			catch (IOException | RuntimeException | Error ex) {
				// Closed, or out of file descriptors, threads or memory until others end
				LockSupport.parkNanos(PAUSE_NANOS);
			}
		}
	}

	private void serve(Socket accepted) {
		HttpConnection connection = new HttpConnection(accepted, this.handler);
		this.connections.add(connection);
		try {
			this.executor.execute(() -> {
				try {
					connection.run();
				}
				finally {
					this.connections.remove(connection);
				}
			});
		}
		catch (RuntimeException | Error ex) {
			this.connections.remove(connection);
			connection.abort();
			throw ex;
		}
	}

	public void abortStalled() {
		this.connections.forEach(HttpConnection::abortIfStalled);
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The local router did not close", ex);
		}
		finally {
			this.executor.shutdownNow();
			this.connections.forEach(HttpConnection::abort);
			awaitAcceptor();
		}
	}

	// The port is free only when no thread accepts on it any more
	private void awaitAcceptor() {
		try {
			this.acceptor.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static Thread daemon(Runnable runnable) {
		Thread thread = new Thread(runnable, "flexinference-local-router");
		thread.setDaemon(true);
		return thread;
	}

}
