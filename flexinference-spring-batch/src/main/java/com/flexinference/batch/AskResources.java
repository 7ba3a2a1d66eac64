package com.flexinference.batch;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.support.TransactionTemplate;

import com.flexinference.batch.internal.ledger.Blocks;
import com.flexinference.batch.internal.ledger.Heartbeats;
import com.flexinference.batch.internal.ledger.Heartbeats.Owner;
import com.flexinference.batch.internal.ledger.Ledger;
import com.flexinference.client.FlexInferenceClient;

/**
 * What all steps of an application share.
 *
 * @param client sends the requests
 * @param jobRepository keeps the executions
 * @param transactions runs transactions on the data source of the job repository
 * @param ledger keeps the answers
 * @param heartbeats knows which executions are alive
 * @param blocks the blocks that workers take
 * @param running the steps that run at present
 * @param sharedSteps the steps whose blocks workers take, by name
 */
record AskResources(FlexInferenceClient client, JobRepository jobRepository, TransactionTemplate transactions,
		Ledger ledger, Heartbeats heartbeats, Blocks blocks, Set<RunningStep> running,
		Map<String, SharedStep<?, ?>> sharedSteps) {

	private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

	AskResources(FlexInferenceClient client, JobRepository jobRepository, TransactionTemplate transactions,
			Ledger ledger, Heartbeats heartbeats, Blocks blocks) {
		this(client, jobRepository, transactions, ledger, heartbeats, blocks, ConcurrentHashMap.newKeySet(),
				new ConcurrentHashMap<>());
	}

	/**
	 * Return the threads of a step, virtual ones where Java has them.
	 * @param stepName the name of the step
	 * @return the threads, which are interrupted when this is closed
	 */
	static SimpleAsyncTaskExecutor threads(String stepName) {
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor(stepName + "-");
		threads.setVirtualThreads(Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS);
		threads.setDaemon(true);
		threads.setCancelRemainingTasksOnClose(true);
		threads.setTaskTerminationTimeout(TimeUnit.SECONDS.toMillis(10));
		return threads;
	}

	void run(RunningStep step) throws Exception {
		this.running.add(step);
		try {
			step.run();
		}
		finally {
			this.running.remove(step);
		}
	}

	void stop(StepExecution stepExecution) {
		this.running.stream()
			.filter((run) -> run.stepExecution().getId() == stepExecution.getId())
			.forEach(RunningStep::stop);
	}

	SharedStep<?, ?> sharedStep(Owner block) {
		String name = block.stepName().substring(0, block.stepName().lastIndexOf(':'));
		return Objects.requireNonNull(this.sharedSteps.get(name));
	}

	/**
	 * Return how long to wait before looking at the database again.
	 * @return milliseconds
	 */
	long pollMillis() {
		return Math.min(1_000, this.heartbeats.timeout().toMillis() / 5);
	}

}
