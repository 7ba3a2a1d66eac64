package com.flexinference.client;

import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import reactor.core.scheduler.Schedulers;

/**
 * The threads of Reactor, which is optional, that must not block.
 */
final class NonBlockingThreads {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.scheduler.Schedulers",
			NonBlockingThreads.class.getClassLoader());

	private NonBlockingThreads() {
	}

	static void refuse() {
		Assert.state(!REACTOR || !Schedulers.isInNonBlockingThread(),
				() -> "The thread '" + Thread.currentThread().getName()
						+ "' is a non-blocking thread of Reactor, which must not wait for an answer. Use "
						+ "com.flexinference.reactive.FlexFlux. Example: FlexFlux.call(template.ask(\"Hi\")::response) "
						+ "or FlexFlux.text(template.ask(\"Hi\")::stream).");
	}

}
