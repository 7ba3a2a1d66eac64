package com.flexinference.batch.internal.step;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.transaction.TransactionException;

import com.flexinference.batch.internal.ledger.Lease;

/**
 * The heartbeat of a running step.
 */
public final class StepHeart implements AutoCloseable {

	/** The entry of a step's execution context that has the requests sent twice. */
	public static final String REPEATED = "flexinference.repeated";

	private static final Log logger = LogFactory.getLog(StepHeart.class);

	private final AskResources resources;

	private final Lease lease;

	private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1,
			new CustomizableThreadFactory("heartbeat-"));

	private volatile long inFlight;

	private volatile boolean lost;

	private StepHeart(AskResources resources, Lease lease) {
		this.resources = resources;
		this.lease = lease;
	}

	public static StepHeart start(AskResources resources, StepExecution stepExecution)
			throws JobExecutionAlreadyRunningException {
		Lease lease = resources.heartbeats().claim(stepExecution);
		if (lease == null) {
			throw new JobExecutionAlreadyRunningException(
					"Another execution of the step '" + stepExecution.getStepName()
							+ "' is alive: its heartbeat is younger than " + resources.heartbeats().timeout()
							+ ". Stop it and wait until it has ended, then start the job again.");
		}
		return keep(resources, lease);
	}

	public static StepHeart keep(AskResources resources, Lease lease) {
		StepHeart heart = new StepHeart(resources, lease);
		heart.timer.scheduleAtFixedRate(heart::beat, resources.pollMillis(), resources.pollMillis(),
				TimeUnit.MILLISECONDS);
		return heart;
	}

	// How many requests were in flight when earlier executions of the step died.
	long repeated(StepExecution stepExecution) {
		ExecutionContext context = stepExecution.getExecutionContext();
		long total = context.getLong(REPEATED, 0) + this.lease.inFlight();
		if (this.lease.inFlight() > 0) {
			context.putLong(REPEATED, total);
			this.resources.jobRepository().updateExecutionContext(stepExecution);
		}
		return total;
	}

	void inFlight(long inFlight) {
		this.inFlight = inFlight;
	}

	private void beat() {
		try {
			if (!this.resources.heartbeats().beat(this.lease, this.inFlight)) {
				this.lost = true;
			}
		}
		catch (DataAccessException | TransactionException ex) {
			logger.warn("The heartbeat of the step '" + this.lease.stepName() + "' could not be written", ex);
		}
	}

	public void check() throws JobInterruptedException {
		if (this.lost) {
			throw lost();
		}
	}

	void beatInTransaction(long inFlightAfter) throws JobInterruptedException {
		if (!this.resources.heartbeats().beat(this.lease, inFlightAfter)) {
			this.lost = true;
			throw lost();
		}
	}

	private static JobInterruptedException lost() {
		return new JobInterruptedException("The heartbeat of the execution expired, and the execution"
				+ " has stopped. Another execution sends the requests that were not committed.");
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
		try {
			this.timer.awaitTermination(1, TimeUnit.SECONDS);
			this.resources.heartbeats().beat(this.lease, this.inFlight);
			// A worker has its block until the end of the step is in the repository.
			if (this.lease.blockNo() == 0) {
				this.resources.heartbeats().end(this.lease);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (DataAccessException ex) {
			logger.warn("The heartbeat of the step '" + this.lease.stepName() + "' could not be ended", ex);
		}
	}

}
