package com.flexinference.batch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.Assert;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.batch.internal.ledger.Heartbeats;
import com.flexinference.batch.internal.ledger.Ledger;
import com.flexinference.batch.internal.partition.BlockWorker;
import com.flexinference.batch.internal.partition.SharedStep;
import com.flexinference.batch.internal.step.AskResources;
import com.flexinference.batch.internal.step.DeadExecutions;
import com.flexinference.batch.internal.step.RunningStep;
import com.flexinference.batch.progress.JobProgress;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.InvalidConfigurationException;
import com.flexinference.template.internal.typed.AnswerTypeCache;

/**
 * Creates jobs of Spring Batch that send a request for each item.
 *
 * <pre>{@code
 * Job reviews(FlexJobs jobs, ItemReader<Review> reader, ItemWriter<Answered<Review, Sentiment>> writer) {
 *     return jobs.job("reviews", reader)
 *         .key(Review::id)
 *         .ask((review) -> FlexRequest.of((r) -> r.user("How does this customer feel? " + review.text())))
 *         .as(Sentiment.class)
 *         .write(writer)
 *         .build();
 * }
 * }</pre>
 *
 * An answer that was committed is never requested again. As a bean it stops its jobs when
 * the application stops: no further request is sent, and answers in flight are waited for
 * and committed.
 */
public final class FlexJobs implements SmartLifecycle {

	/**
	 * The time without a heartbeat after which an execution counts as dead, unless
	 * another one is given.
	 */
	public static final Duration DEFAULT_HEARTBEAT_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);

	private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

	private static final Log logger = LogFactory.getLog(FlexJobs.class);

	private final AskResources resources;

	private final Map<String, SharedStep<?, ?>> sharedSteps = new ConcurrentHashMap<>();

	private final AnswerTypeCache types;

	private final BatchRole role;

	private volatile @Nullable BlockWorker worker;

	private volatile boolean running;

	/**
	 * Create an instance.
	 * @param client sends the requests
	 * @param mapper reads typed answers
	 * @param jobRepository the repository of Spring Batch
	 * @param dataSource the data source of the repository, with the tables of
	 * {@code schema-<database>.sql}
	 * @param transactionManager the transaction manager of the repository
	 * @param heartbeatTimeout the time without a heartbeat after which an execution or
	 * the worker of a block counts as dead, from 1 second to 1 hour
	 * @param role the role in jobs that run on several machines
	 */
	public FlexJobs(FlexInferenceClient client, JsonMapper mapper, JobRepository jobRepository, DataSource dataSource,
			PlatformTransactionManager transactionManager, Duration heartbeatTimeout, BatchRole role) {
		Assert.notNull(client, "'client' must not be null");
		Assert.notNull(mapper, "'mapper' must not be null");
		Assert.notNull(jobRepository, "'jobRepository' must not be null");
		checkTimeout(heartbeatTimeout);
		this.types = new AnswerTypeCache(mapper);
		TransactionTemplate transactions = new TransactionTemplate(transactionManager);
		this.resources = new AskResources(client, jobRepository, transactions, new Ledger(dataSource),
				new Heartbeats(dataSource, transactions, heartbeatTimeout), ConcurrentHashMap.newKeySet());
		this.role = role;
	}

	private static void checkTimeout(Duration timeout) {
		if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
			throw new InvalidConfigurationException("flexinference.batch.heartbeat-timeout",
					"The heartbeat timeout of bulk jobs must not be " + timeout + ".",
					"Set 'flexinference.batch.heartbeat-timeout' to a duration from 1s to 1h, for example 10s.");
		}
	}

	/**
	 * Create a builder for a job of one step. The names of steps and jobs are those of
	 * Spring Batch: a job that is started again with the same parameters continues where
	 * it stopped.
	 * @param <I> the type of the items
	 * @param name the name of the job
	 * @param reader reads the items, in any order; it is used by one thread
	 * @return a builder
	 */
	public <I> FlexJobBuilder<I, FlexResponse> job(String name, ItemReader<? extends I> reader) {
		Assert.hasText(name, "'name' must not be empty");
		Assert.notNull(reader, "'reader' must not be null");
		return new FlexJobBuilder<>(name, reader, this.resources, this.role, this.types, this.sharedSteps);
	}

	/**
	 * End the executions whose process died, so that their jobs can be started again.
	 * Waits until the state of each execution is known. Executions that are alive, on
	 * this or another machine, are not changed.
	 * @return the ids of the job executions that were dead, and are now stopped
	 * @throws InterruptedException if the thread is interrupted
	 */
	public List<Long> recover() throws InterruptedException {
		return new DeadExecutions(this.resources).end();
	}

	/**
	 * Return the progress of the steps that run in this process.
	 * @return the progress by name of the step
	 */
	public Map<String, JobProgress> progress() {
		Map<String, JobProgress> progress = new TreeMap<>();
		this.resources.running().forEach((run) -> progress.put(run.name(), run.progress()));
		return progress;
	}

	@Override
	public void start() {
		this.running = true;
		if (this.role == BatchRole.WORKER) {
			BlockWorker started = new BlockWorker(this.resources, this.sharedSteps);
			started.start();
			this.worker = started;
		}
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		List<RunningStep> runs = List.copyOf(this.resources.running());
		runs.forEach(RunningStep::stop);
		BlockWorker stopped = this.worker;
		if (runs.isEmpty() && stopped == null) {
			callback.run();
			return;
		}
		// The caller waits, but no longer than the application's shutdown may take.
		Thread waiting = new Thread(() -> {
			awaitEnd(runs, stopped);
			callback.run();
		}, "flexinference-jobs-stop");
		waiting.setDaemon(true);
		waiting.start();
	}

	private void awaitEnd(List<RunningStep> runs, @Nullable BlockWorker stopped) {
		logger.info("Waiting for the answers in flight of " + runs.size() + " step(s)");
		try {
			if (stopped != null) {
				stopped.stop();
			}
			for (RunningStep run : runs) {
				while (!run.isBlock() && isRunning(run.stepExecution().getJobExecutionId())) {
					Thread.sleep(20);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (DataAccessException | TransactionException ex) {
			logger.warn("The end of the jobs could not be awaited, because their state could not be read: "
					+ ex.getMessage());
		}
	}

	private boolean isRunning(long jobExecutionId) {
		JobExecution execution = this.resources.jobRepository().getJobExecution(jobExecutionId);
		return execution != null && execution.getStatus().isRunning();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
