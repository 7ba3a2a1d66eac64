package com.flexinference.reactive;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * The threads of calls, which may wait for minutes: as many as there are calls. Reactor's
 * {@code boundedElastic} has ten for each core.
 */
final class CallThreads {

	private static final String NAME = "flexinference-flux-";

	private static final Executor EXECUTOR = (Runtime.version().feature() >= 21) ? new VirtualThreadTaskExecutor(NAME)
			: new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
					CallThreads::create);

	private CallThreads() {
	}

	static void execute(Runnable task) {
		EXECUTOR.execute(task);
	}

	private static Thread create(Runnable work) {
		// Inherits nothing: it serves any part of the application.
		Thread thread = new Thread(null, work, NAME, 0, false);
		thread.setName(NAME + thread.getId());
		thread.setContextClassLoader(CallThreads.class.getClassLoader());
		thread.setDaemon(true);
		return thread;
	}

}
