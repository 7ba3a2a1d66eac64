package com.flexinference.autoconfigure.batch;

import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import com.flexinference.batch.FlexJobs;
import com.flexinference.batch.progress.JobProgress;

/**
 * Meters of the running steps.
 */
class JobMeters implements MeterBinder {

	private static final String PREFIX = "flexinference.batch.";

	private final FlexJobs jobs;

	JobMeters(FlexJobs jobs) {
		this.jobs = jobs;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		gauge("items", "Items of the running steps", JobProgress::answered).tag("state", "answered").register(registry);
		gauge("items", "Items of the running steps", JobProgress::failed).tag("state", "failed").register(registry);
		gauge("items", "Items of the running steps", JobProgress::skipped).tag("state", "skipped").register(registry);
		gauge("requests.active", "Requests in flight", JobProgress::inFlight).register(registry);
		gauge("late", "Running steps that are expected to miss their deadline", (progress) -> progress.inTime() ? 0 : 1)
			.register(registry);
		gauge("cost", "Cost of the running steps so far", (progress) -> progress.costMicroUsd() / 1e6).baseUnit("usd")
			.register(registry);
	}

	private Gauge.Builder<FlexJobs> gauge(String name, String description, ToDoubleFunction<JobProgress> value) {
		return Gauge
			.builder(PREFIX + name, this.jobs, (source) -> source.progress().values().stream().mapToDouble(value).sum())
			.description(description);
	}

}
