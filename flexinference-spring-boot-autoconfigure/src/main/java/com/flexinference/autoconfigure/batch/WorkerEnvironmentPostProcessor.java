package com.flexinference.autoconfigure.batch;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * {@link EnvironmentPostProcessor} that lets Spring Boot start no job in a worker, unless
 * the application says so.
 */
class WorkerEnvironmentPostProcessor implements EnvironmentPostProcessor {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if ("worker".equalsIgnoreCase(environment.getProperty("flexinference.batch.role"))) {
			environment.getPropertySources()
				.addLast(new MapPropertySource("flexInferenceWorker", Map.of("spring.batch.job.enabled", false)));
		}
	}

}
