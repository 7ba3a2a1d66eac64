package com.flexinference.batch;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.transaction.TransactionException;

import com.flexinference.batch.internal.ledger.Heartbeats.Owner;

/**
 * Takes blocks and runs them. The next block is taken when all items of the last one have
 * been asked, so that its requests use the permits that the last answers free.
 */
final class BlockWorker {

	private static final Log logger = LogFactory.getLog(BlockWorker.class);

	private static final int MOST_BLOCKS = 8;

	private final AskResources resources;

	private final ExecutorService threads = Executors
		.newCachedThreadPool(new CustomizableThreadFactory("flexinference-worker-"));

	private final Set<BlockRun> blocks = ConcurrentHashMap.newKeySet();

	private final Map<String, WorkerPacing> pacings = new ConcurrentHashMap<>();

	private final Semaphore wake = new Semaphore(0);

	private volatile boolean stopping;

	BlockWorker(AskResources resources) {
		this.resources = resources;
	}

	void start() {
		if (this.resources.sharedSteps().isEmpty()) {
			logger.warn("This worker has no job. It needs the same beans of type Job as its manager.");
			return;
		}
		this.threads.execute(this::work);
	}

	private void work() {
		while (!this.stopping) {
			boolean taken = false;
			try {
				taken = takeNext();
				this.pacings.values().forEach(WorkerPacing::shareNowAndThen);
			}
			catch (DataAccessException | TransactionException ex) {
				logger.warn("This worker could not look for blocks", ex);
			}
			if (!taken) {
				pause();
			}
		}
	}

	private boolean takeNext() {
		if (this.blocks.size() >= MOST_BLOCKS || this.blocks.stream().anyMatch(BlockRun::isReading)) {
			return false;
		}
		List<String> steps = List.copyOf(this.resources.sharedSteps().keySet());
		Map<Owner, Long> taken = Objects
			.requireNonNull(this.resources.transactions().execute((status) -> this.resources.blocks().take(steps)));
		if (taken.isEmpty()) {
			if (this.blocks.isEmpty()) {
				this.pacings.clear();
				this.resources.sharedSteps().values().forEach(SharedStep::rest);
			}
			return false;
		}
		taken.forEach((owner, repeated) -> start(new BlockRun(this.resources, this, owner, repeated)));
		return true;
	}

	private void start(BlockRun block) {
		this.blocks.add(block);
		this.threads.execute(() -> run(block));
	}

	private void run(BlockRun block) {
		try {
			block.run();
		}
		finally {
			this.blocks.remove(block);
			wake();
		}
	}

	private void pause() {
		try {
			this.wake.tryAcquire(this.resources.pollMillis(), TimeUnit.MILLISECONDS);
			this.wake.drainPermits();
		}
		catch (InterruptedException ex) {
			this.stopping = true;
		}
	}

	void wake() {
		this.wake.release();
	}

	/**
	 * Return the pacing that all blocks of an execution of a step share.
	 * @param owner one of its blocks
	 * @param execution the execution of the job
	 * @param step the step
	 * @param block the block
	 * @return the pacing
	 */
	WorkerPacing pacing(Owner owner, JobExecution execution, SharedStep<?, ?> step, Block block) {
		return this.pacings.computeIfAbsent(owner.jobExecutionId() + ":" + step.getName(),
				(key) -> new WorkerPacing(this.resources, execution, step.definition().pacing(), block.items()));
	}

	boolean isStopping() {
		return this.stopping;
	}

	/**
	 * Take no further block, and leave those that run to other workers as soon as the
	 * answers in flight have come.
	 * @throws InterruptedException if the thread is interrupted
	 */
	void stop() throws InterruptedException {
		this.stopping = true;
		this.threads.shutdown();
		while (!this.threads.awaitTermination(20, TimeUnit.MILLISECONDS)) {
			wake();
			this.resources.running().forEach(RunningStep::stop);
		}
	}

}
