package com.flexinference.autoconfigure.router;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for the local router.
 *
 * @param enabled Whether to use a local router if neither an API key nor a base URL is
 * set. By default it is used in tests and in an application that runs from an IDE or the
 * build. 'true' enables it anywhere, 'false' disables it.
 * @param preferred Whether to use a local router even if an API key is set, in tests and
 * in an application that runs from an IDE or the build. Enabled by default in tests with
 * flexinference-spring-boot-test.
 * @param port Port to listen on. Use 0 for a random free port.
 * @param capacity Probability that the flex tier wins a race, from 0 to 1.
 * @param seed Seed of the simulation. Seed and order of the requests determine how races
 * end.
 */
@ConfigurationProperties("flexinference.local-router")
public record LocalRouterProperties(@Nullable Boolean enabled, boolean preferred, @Nullable Integer port,
		@Nullable Double capacity, @Nullable Long seed) {

}
