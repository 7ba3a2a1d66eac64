package com.flexinference.autoconfigure.router;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.core.log.LogMessage;

import com.flexinference.router.LocalRouter;
import com.flexinference.router.LocalRouterBuilder;

/**
 * Starts the {@link LocalRouter} that {@link LocalRouterProperties} describe.
 */
final class LocalRouterStarter {

	private static final Log logger = LogFactory.getLog(LocalRouterStarter.class);

	private LocalRouterStarter() {
	}

	static LocalRouter start(LocalRouterProperties properties) {
		LocalRouterBuilder builder = LocalRouter.builder();
		PropertyMapper map = PropertyMapper.get();
		map.from(properties::getPort).to(builder::port);
		map.from(properties::getCapacity).to(builder::capacity);
		map.from(properties::getSeed).to(builder::seed);
		LocalRouter router = builder.build().start();
		logger.warn(LogMessage.format("FlexInference answers are simulated, by the local router on %s; watch it at %s. "
				+ "To use the real service, set %s.", router.baseUrl(), router.pageUrl(), remedy(properties)));
		return router;
	}

	private static String remedy(LocalRouterProperties properties) {
		return properties.isPreferred() ? "'flexinference.local-router.preferred' to false"
				: "'flexinference.api-key' or the environment variable FLEXINFERENCE_API_KEY";
	}

}
