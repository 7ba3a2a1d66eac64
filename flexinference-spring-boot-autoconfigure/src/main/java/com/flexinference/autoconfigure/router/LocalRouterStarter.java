package com.flexinference.autoconfigure.router;

import java.io.UncheckedIOException;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.log.LogMessage;

import com.flexinference.router.LocalRouter;
import com.flexinference.router.LocalRouterBuilder;

/**
 * Starts the {@link LocalRouter} that {@link LocalRouterProperties} describe.
 */
final class LocalRouterStarter {

	private static final Log logger = LogFactory.getLog(LocalRouterStarter.class);

	private static final String PREFIX = "flexinference.local-router.";

	private LocalRouterStarter() {
	}

	static LocalRouter start(LocalRouterProperties properties, boolean test) {
		LocalRouterBuilder builder = LocalRouter.builder();
		PropertyMapper map = PropertyMapper.get();
		map.from(properties::port).to(set("port", builder::port));
		map.from(properties::capacity).to(set("capacity", builder::capacity));
		map.from(properties::seed).to(builder::seed);
		LocalRouter router = start(builder, properties.port(), test);
		logger.warn(LogMessage.format("FlexInference answers are simulated by the local router on %s. Its page is %s. "
				+ "To use the real service, set %s.", router.baseUrl(), router.pageUrl(), remedy(properties)));
		return router;
	}

	private static <T> Consumer<T> set(String property, Consumer<T> setter) {
		return (value) -> {
			try {
				setter.accept(value);
			}
			catch (IllegalArgumentException ex) {
				throw new InvalidConfigurationPropertyValueException(PREFIX + property, value, ex.getMessage() + ".");
			}
		};
	}

	private static LocalRouter start(LocalRouterBuilder builder, @Nullable Integer port, boolean test) {
		try {
			return builder.build().start();
		}
		catch (UncheckedIOException ex) {
			// The contexts of other tests stay open.
			if (test) {
				return builder.port(0).build().start();
			}
			throw new InvalidConfigurationPropertyValueException(PREFIX + "port", port,
					"The local router cannot listen on the port: "
							+ NestedExceptionUtils.getMostSpecificCause(ex).getMessage()
							+ ". Set the property to a port that is free, or to 0 for any.");
		}
	}

	private static String remedy(LocalRouterProperties properties) {
		return properties.preferred() ? "'flexinference.local-router.preferred' to false"
				: "'flexinference.api-key' or the environment variable FLEXINFERENCE_API_KEY";
	}

}
