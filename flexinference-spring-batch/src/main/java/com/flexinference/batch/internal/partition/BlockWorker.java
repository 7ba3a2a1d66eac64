package com.flexinference.batch.internal.partition;

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
import com.flexinference.batch.internal.step.AskResources;
import com.flexinference.batch.internal.step.RunningStep;

/**
 * Takes blocks and runs them. The next block is taken when the requests for all items of
 * the last one have been sent, so that the permits of its last answers are used.
 */
public final class BlockWorker {

	private static final Log logger = LogFactory.getLog(BlockWorker.class);

	private static final int MOST_BLOCKS = 8;

	private final AskResources resources;

	private final Map<String, SharedStep<?, ?>> steps;

	private final ExecutorService threads = Executors
		.newCachedThreadPool(new CustomizableThreadFactory("flexinference-worker-"));

	private final Set<BlockRun> blocks = ConcurrentHashMap.newKeySet();

	private final Map<String, WorkerPacing> pacings = new ConcurrentHashMap<>();

	private final Semaphore wake = new Semaphore(0);

	private volatile boolean stopping;

	/**
	 * Create a worker.
	 * @param resources what all steps share
	 * @param steps the steps whose blocks it takes, by name
	 */
	public BlockWorker(AskResources resources, Map<String, SharedStep<?, ?>> steps) {
		this.resources = resources;
		this.steps = steps;
	}

	/**
	 * Start to take blocks.
	 */
	public void start() {
		if (this.steps.isEmpty()) {
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
		List<String> steps = List.copyOf(this.steps.keySet());
		Map<Owner, Long> taken = Objects
			.requireNonNull(this.resources.transactions().execute((status) -> this.resources.blocks().take(steps)));
		if (taken.isEmpty()) {
			if (this.blocks.isEmpty()) {
				this.pacings.clear();
				this.steps.values().forEach(SharedStep::rest);
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

	SharedStep<?, ?> step(Owner block) {
		String name = block.stepName().substring(0, block.stepName().lastIndexOf(':'));
		return Objects.requireNonNull(this.steps.get(name));
	}

	void wake() {
		this.wake.release();
	}

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
	public void stop() throws InterruptedException {
		this.stopping = true;
		this.threads.shutdown();
		while (!this.threads.awaitTermination(20, TimeUnit.MILLISECONDS)) {
			wake();
			this.resources.running().forEach(RunningStep::stop);
		}
	}

}
