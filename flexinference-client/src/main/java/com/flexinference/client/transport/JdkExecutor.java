package com.flexinference.client.transport;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which the JDK's clients work. Unlike their own they inherit nothing from
 * the application and need not outlive the transport.
 */
final class JdkExecutor extends ThreadPoolExecutor {

	private static final long KEEP_ALIVE = 10;

	JdkExecutor() {
		super(0, Integer.MAX_VALUE, KEEP_ALIVE, TimeUnit.SECONDS, new SynchronousQueue<>(), JdkExecutor::newThread);
	}

	private static Thread newThread(Runnable task) {
		Thread thread = new Thread(null, task, "flexinference-http", 0, false);
		thread.setContextClassLoader(JdkExecutor.class.getClassLoader());
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * End all threads that have nothing to do. New tasks are still taken: clients that
	 * are shut down have some.
	 */
	void endIdleThreads() {
		setKeepAliveTime(0, TimeUnit.SECONDS);
	}

}
