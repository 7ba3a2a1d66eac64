package com.flexinference.autoconfigure.router;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for the local router.
 */
@ConfigurationProperties("flexinference.local-router")
public class LocalRouterProperties {

	/**
	 * Whether to use a local router if neither an API key nor a base URL is set. By
	 * default it is used in tests and in an application that runs from an IDE or the
	 * build. 'true' enables it anywhere, 'false' disables it.
	 */
	private @Nullable Boolean enabled;

	/**
	 * Whether to use a local router even if an API key is set, in tests and in an
	 * application that runs from an IDE or the build. Enabled by default in tests with
	 * flexinference-spring-boot-test.
	 */
	private boolean preferred;

	/**
	 * Port to listen on, or 0 for any that is free.
	 */
	private @Nullable Integer port;

	/**
	 * Chance that the flex tier wins a race, from 0 (never) to 1 (always).
	 */
	private @Nullable Double capacity;

	/**
	 * Seed that, with the order of the requests, decides how races end.
	 */
	private @Nullable Long seed;

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public boolean isPreferred() {
		return this.preferred;
	}

	public void setPreferred(boolean preferred) {
		this.preferred = preferred;
	}

	public @Nullable Integer getPort() {
		return this.port;
	}

	public void setPort(@Nullable Integer port) {
		this.port = port;
	}

	public @Nullable Double getCapacity() {
		return this.capacity;
	}

	public void setCapacity(@Nullable Double capacity) {
		this.capacity = capacity;
	}

	public @Nullable Long getSeed() {
		return this.seed;
	}

	public void setSeed(@Nullable Long seed) {
		this.seed = seed;
	}

}
