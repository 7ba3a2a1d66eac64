package com.flexinference.client.internal.transport;

import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Runs the tasks of the JDK's client on the thread that submits them, which is the one
 * that watches the sockets. Handshakes may take long and run on threads of their own.
 * <p>
 * With the default executor each piece of a response changes threads on its way to the
 * reader, which doubles the processor time of slow streams. On JDK 17 it also fails a few
 * of many requests that follow each other at once on a connection: the thread that
 * watches the sockets takes the next response for unexpected bytes.
 */
final class JdkExecutor implements Executor {

	/**
	 * The JDK's class of handshakes.
	 */
	static final String HANDSHAKE = "jdk.internal.net.http.common.SSLFlowDelegate";

	private final ThreadPoolExecutor threads = DaemonThreads.pool("flexinference-http-");

	private JdkExecutor() {
	}

	static @Nullable JdkExecutor create(String handshake) {
		// Without its class, handshakes cannot be distinguished from other tasks.
		return ClassUtils.isPresent(handshake, HttpClient.class.getClassLoader()) ? new JdkExecutor() : null;
	}

	@Override
	public void execute(Runnable task) {
		if (task.getClass().getName().startsWith(HANDSHAKE)) {
			this.threads.execute(task);
		}
		else {
			task.run();
		}
	}

	/**
	 * End all threads that have nothing to do. New tasks are still taken: a client that
	 * is shut down has some.
	 */
	void endIdleThreads() {
		this.threads.setKeepAliveTime(0, TimeUnit.SECONDS);
	}

}
