package com.flexinference.samples.quickstart;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;

/**
 * Makes the requests of the page wait for seconds on the local router, which otherwise
 * simulates a race in milliseconds.
 */
@Component
@ConditionalOnClass(LocalRouter.class)
class SimulatedWait {

	private final ObjectProvider<LocalRouter> router;

	SimulatedWait(ObjectProvider<LocalRouter> router) {
		this.router = router;
	}

	@EventListener(ApplicationReadyEvent.class)
	void slowDown() {
		this.router
			.ifAvailable((available) -> available.on((request) -> (request.window() != null) ? LocalAnswer.simulated()
				.delayedBy(Duration.ofMillis(ThreadLocalRandom.current().nextInt(500, 3000)))
				.trickled(Duration.ofMillis(40)) : null));
	}

}
