package com.flexinference.batch.internal.plan;

import java.time.LocalTime;

import org.jspecify.annotations.Nullable;

/**
 * What a job says about time, money and load.
 *
 * @param concurrency the most requests in flight
 * @param finishBy when the job is to be finished, or {@code null} if it has time
 * @param budgetMicroUsd the most that the job may cost in millionths of a US dollar, or
 * {@code null} for no limit
 * @param items the number of items, or {@code null} if it is not known
 */
public record PacingSettings(int concurrency, @Nullable LocalTime finishBy, @Nullable Long budgetMicroUsd,
		@Nullable Long items) {

	/**
	 * Start the pacing of one execution of a step.
	 * @param spentMicroUsd what earlier executions of the job have spent
	 * @return the pacing
	 */
	public Pacing start(long spentMicroUsd) {
		return new FixedPacing(this.concurrency);
	}

}
