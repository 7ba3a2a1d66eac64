package com.flexinference.samples.bulk;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;

/**
 * Makes the local router as slow, and as differently slow, as models are.
 */
@Configuration(proxyBeanMethods = false)
class LatencyConfiguration {

	@Bean
	@Order(-1)
	ApplicationRunner latency(ObjectProvider<LocalRouter> router, BulkProperties properties) {
		return (arguments) -> router.ifAvailable(
				(available) -> available.on((request) -> request.method().equals("GET") ? null : LocalAnswer.simulated()
					.delayedBy(Duration.ofNanos((long) (properties.latency().toNanos() * lognormal())))));
	}

	private static double lognormal() {
		return Math.exp(0.8 * ThreadLocalRandom.current().nextGaussian());
	}

}
