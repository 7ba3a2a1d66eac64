package com.flexinference.template.internal;

import java.util.concurrent.Executor;

import org.springframework.core.task.VirtualThreadTaskExecutor;

import com.flexinference.client.internal.transport.DaemonThreads;

/**
 * Threads for calls, which may wait for minutes: as many as there are calls, virtual ones
 * from Java 21 on. Reactor's {@code boundedElastic} has ten for each core.
 */
public final class CallThreads {

	private CallThreads() {
	}

	public static Executor named(String prefix) {
		return (Runtime.version().feature() >= 21) ? new VirtualThreadTaskExecutor(prefix) : DaemonThreads.pool(prefix);
	}

}
