package com.flexinference.client.transport;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs what the JDK's clients hand on, which they do only on the thread that watches
 * their sockets. All that does not wait runs right there.
 * <p>
 * Each piece that arrives would otherwise change threads on its way to its reader, which
 * costs more than all that is done with it. Handshakes and new connections may take long
 * and go to threads that, unlike those of the JDK, inherit nothing from the application
 * and need not outlive the transport.
 */
final class JdkExecutor implements Executor {

	private static final long KEEP_ALIVE = 10;

	/**
	 * What may take long, by the names of its classes. A name that a JDK does not have
	 * costs no more than that the sockets wait for it.
	 */
	private static final List<String> LONG = List.of("jdk.internal.net.http.common.SSLFlowDelegate",
			"jdk.internal.net.http.Http2Connection");

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
		if (takesLong(task.getClass().getName())) {
			this.threads.execute(task);
		}
		else {
			task.run();
		}
	}

	private static boolean takesLong(String name) {
		for (String prefix : LONG) {
			if (name.startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * End all threads that have nothing to do. New tasks are still taken: clients that
	 * are shut down have some.
	 */
	void endIdleThreads() {
		this.threads.setKeepAliveTime(0, TimeUnit.SECONDS);
	}

}
