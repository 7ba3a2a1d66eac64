package com.flexinference.batch.internal.step;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.batch.infrastructure.item.support.CompositeItemStream;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.support.TransactionTemplate;

import com.flexinference.batch.internal.ledger.Heartbeats;
import com.flexinference.batch.internal.ledger.Ledger;
import com.flexinference.client.FlexInferenceClient;

/**
 * What all steps of an application share, and those that run at present.
 */
public record AskResources(FlexInferenceClient client, JobRepository jobRepository, TransactionTemplate transactions,
		Ledger ledger, Heartbeats heartbeats, Set<RunningStep> running) {

	private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

	static SimpleAsyncTaskExecutor threads(String stepName) {
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor(stepName + "-") {

			@Override
			protected void doExecute(Runnable task) {
				super.doExecute(() -> {
					try {
						task.run();
					}
					catch (CancellationException ex) {
						// It was closed before this thread began.
					}
				});
			}

		};
		threads.setVirtualThreads(Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS);
		threads.setDaemon(true);
		threads.setCancelRemainingTasksOnClose(true);
		threads.setTaskTerminationTimeout(TimeUnit.SECONDS.toMillis(10));
		return threads;
	}

	static CompositeItemStream streams(@Nullable Object... candidates) {
		CompositeItemStream streams = new CompositeItemStream();
		for (Object candidate : candidates) {
			if (candidate instanceof ItemStream stream) {
				streams.register(stream);
			}
		}
		return streams;
	}

	public void run(RunningStep step) throws Exception {
		this.running.add(step);
		try {
			step.run();
		}
		finally {
			this.running.remove(step);
		}
	}

	public void stop(StepExecution stepExecution) {
		this.running.stream()
			.filter((run) -> run.stepExecution().getId() == stepExecution.getId())
			.forEach(RunningStep::stop);
	}

	public long pollMillis() {
		return Math.min(1_000, this.heartbeats.timeout().toMillis() / 5);
	}

}
