package com.flexinference.benchmarks.work;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;

/**
 * A way to call.
 */
public enum Way {

	/**
	 * With the client.
	 */
	CLIENT("client", ObservationAutoConfiguration.class),

	/**
	 * With the template, from a method with an annotation.
	 */
	TEMPLATE("template, with annotation", ObservationAutoConfiguration.class),

	/**
	 * With the client, while metrics are recorded, as Actuator does.
	 */
	METRICS("client, with metrics", OpenTelemetryTracingAutoConfiguration.class,
			MicrometerTracingAutoConfiguration.class, NoopTracerAutoConfiguration.class),

	/**
	 * With the client, while metrics and traces are recorded, one trace in ten.
	 */
	TRACING("client, with metrics and traces");

	private final String title;

	private final String leftOut;

	Way(String title, Class<?>... leftOut) {
		this.title = title;
		this.leftOut = Stream.of(leftOut).map(Class::getName).collect(Collectors.joining(","));
	}

	/**
	 * Return the name for people.
	 * @return the name
	 */
	public String title() {
		return this.title;
	}

	/**
	 * Return what is left out of the application.
	 * @return the names of auto-configurations
	 */
	String leftOut() {
		return this.leftOut;
	}

}
