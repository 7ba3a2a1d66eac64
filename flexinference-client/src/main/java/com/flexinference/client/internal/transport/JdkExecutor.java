package com.flexinference.client.internal.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs what the JDK's clients hand on, which they do only on the thread that watches
 * their sockets. All that does not wait runs right there.
 * <p>
 * Each piece that arrives would otherwise change threads on its way to its reader, which
 * costs more than all that is done with it. Handshakes may take long and go to threads
 * that, unlike those of the JDK, inherit nothing from the application and need not
 * outlive the transport.
 */
final class JdkExecutor implements Executor {

	private static final long KEEP_ALIVE = 10;

	/**
	 * The class of handshakes. If a JDK calls it otherwise, the sockets wait for them.
	 */
	private static final String HANDSHAKE = "jdk.internal.net.http.common.SSLFlowDelegate";

	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, KEEP_ALIVE,
			TimeUnit.SECONDS, new SynchronousQueue<>(), JdkExecutor::newThread);

	private static Thread newThread(Runnable task) {
		Thread thread = new Thread(null, task, "flexinference-http", 0, false);
		thread.setContextClassLoader(JdkExecutor.class.getClassLoader());
		thread.setDaemon(true);
		return thread;
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
	 * End all threads that have nothing to do. New tasks are still taken: clients that
	 * are shut down have some.
	 */
	void endIdleThreads() {
		this.threads.setKeepAliveTime(0, TimeUnit.SECONDS);
	}

}
