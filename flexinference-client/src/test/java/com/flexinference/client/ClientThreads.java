package com.flexinference.client;

import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The threads of clients, ours and those underneath.
 */
public final class ClientThreads {

	private ClientThreads() {
	}

	public static Set<Thread> running() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("flexinference")
					|| thread.getName().startsWith("HttpClient") || thread.getName().contains("httpclient")
					|| thread.getName().contains("idle-connection"))
			.collect(Collectors.toSet());
	}

	/**
	 * Wait until all threads have ended that were not there before.
	 */
	public static void awaitEnd(Set<Thread> before) throws InterruptedException {
		for (Thread thread : running()) {
			while (!before.contains(thread) && thread.isAlive()) {
				// Before JDK 21 the JDK's clients end when they are found to be garbage.
				System.gc();
				thread.join(100);
			}
		}
		assertThat(before).containsAll(running());
	}

}
