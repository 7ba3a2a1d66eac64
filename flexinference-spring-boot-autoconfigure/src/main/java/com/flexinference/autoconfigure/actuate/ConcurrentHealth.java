package com.flexinference.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.util.function.SingletonSupplier;

/**
 * {@link CompositeHealthContributor} whose checks run at the same time, so that they take
 * as long as the slowest: the first that is asked for begins all.
 */
record ConcurrentHealth(Map<String, HealthIndicator> indicators,
		Executor executor) implements CompositeHealthContributor {

	@Override
	public @Nullable HealthContributor getContributor(String name) {
		return this.indicators.get(name);
	}

	@Override
	public Stream<Entry> stream() {
		Supplier<Map<String, CompletableFuture<Health>>> checks = SingletonSupplier.of(this::begin);
		return this.indicators.keySet()
			.stream()
			.map((name) -> new Entry(name,
					(HealthIndicator) () -> Objects.requireNonNull(checks.get().get(name)).join()));
	}

	private Map<String, CompletableFuture<Health>> begin() {
		Map<String, CompletableFuture<Health>> checks = new LinkedHashMap<>();
		this.indicators.forEach(
				(name, indicator) -> checks.put(name, CompletableFuture.supplyAsync(indicator::health, this.executor)));
		return checks;
	}

}
