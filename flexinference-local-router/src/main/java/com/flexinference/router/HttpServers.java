package com.flexinference.router;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * Creates and starts the JDK's HTTP server the way a local router needs it.
 */
final class HttpServers {

	private static final byte[] LOOPBACK = { 127, 0, 0, 1 };

	private static final int BACKLOG = 1024;

	private static final Map<String, String> SETTINGS = Map.of("sun.net.httpserver.nodelay", "true",
			"sun.net.httpserver.maxIdleConnections", "10000", "sun.net.httpserver.idleInterval", "600");

	private HttpServers() {
	}

	/**
	 * Create a server bound to the loopback interface. The JDK reads its settings from
	 * system properties once, with the first server of the JVM; they are set only for
	 * that moment. Without {@code nodelay} an answer takes 40 ms; an idle connection must
	 * outlive the pools of its callers.
	 * @param port the port, 0 for any that is free
	 * @return the server, not started yet
	 */
	static synchronized HttpServer create(int port) {
		Map<String, @Nullable String> before = new HashMap<>();
		SETTINGS.forEach((name, value) -> before.put(name, System.getProperty(name)));
		SETTINGS.forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
		try {
			return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The local router cannot listen on port " + port, ex);
		}
		finally {
			before.forEach(HttpServers::restore);
		}
	}

	private static void restore(String name, @Nullable String value) {
		if (value != null) {
			System.setProperty(name, value);
		}
		else {
			System.clearProperty(name);
		}
	}

	/**
	 * Start the server from a daemon thread, as its dispatcher thread becomes what the
	 * starting thread is.
	 * @param server the server
	 */
	static void start(HttpServer server) {
		Thread thread = daemon(server::start);
		thread.start();
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	static Thread daemon(Runnable runnable) {
		Thread thread = new Thread(runnable, "flexinference-local-router");
		thread.setDaemon(true);
		return thread;
	}

}
