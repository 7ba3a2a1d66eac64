package com.flexinference.template.internal.async;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Threads for calls, which may wait for minutes: as many as there are calls, virtual ones
 * from Java 21 on. Reactor's {@code boundedElastic} has ten for each core.
 */
public final class CallThreads {

	private CallThreads() {
	}

	public static Executor named(String prefix) {
		return (Runtime.version().feature() >= 21) ? new VirtualThreadTaskExecutor(prefix) : new ThreadPoolExecutor(0,
				Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), (work) -> create(work, prefix));
	}

	private static Thread create(Runnable work, String prefix) {
		// Inherits nothing: it serves any part of the application.
		Thread thread = new Thread(null, work, prefix, 0, false);
		thread.setName(prefix + thread.getId());
		thread.setContextClassLoader(CallThreads.class.getClassLoader());
		thread.setDaemon(true);
		return thread;
	}

}
