package com.flexinference.batch;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads that send requests, virtual ones where Java has them.
 */
final class AskThreads {

	private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

	private AskThreads() {
	}

	static ExecutorService create(String stepName) {
		return Executors.newCachedThreadPool(factory(stepName + "-"));
	}

	private static ThreadFactory factory(String prefix) {
		if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
			return new VirtualThreadTaskExecutor(prefix).getVirtualThreadFactory();
		}
		CustomizableThreadFactory factory = new CustomizableThreadFactory(prefix);
		factory.setDaemon(true);
		return factory;
	}

}
