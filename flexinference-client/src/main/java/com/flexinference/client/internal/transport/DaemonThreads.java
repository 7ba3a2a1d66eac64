package com.flexinference.client.internal.transport;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Creates threads that keep no JVM alive and inherit nothing, as any thread of the
 * application may start them. A pool has as many threads as there are tasks at a time.
 */
public final class DaemonThreads {

	private static final long KEEP_ALIVE = 10;

	private DaemonThreads() {
	}

	static Thread create(Runnable task, String name) {
		Thread thread = new Thread(null, task, name, 0, false);
		thread.setContextClassLoader(DaemonThreads.class.getClassLoader());
		thread.setDaemon(true);
		return thread;
	}

	public static ThreadPoolExecutor pool(String prefix) {
		return new ThreadPoolExecutor(0, Integer.MAX_VALUE, KEEP_ALIVE, TimeUnit.SECONDS, new SynchronousQueue<>(),
				(task) -> {
					Thread thread = create(task, prefix);
					thread.setName(prefix + thread.getId());
					return thread;
				});
	}

}
