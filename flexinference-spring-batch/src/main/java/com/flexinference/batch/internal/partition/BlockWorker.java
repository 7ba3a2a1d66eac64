package com.flexinference.batch.internal.partition;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

import com.flexinference.batch.internal.ledger.Lease;
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

	private final Semaphore wake = new Semaphore(0);

	private long nextShare = System.nanoTime();

	private volatile boolean stopping;

	public BlockWorker(AskResources resources, Map<String, SharedStep<?, ?>> steps) {
		this.resources = resources;
		this.steps = steps;
	}

	public void start() {
		if (this.steps.isEmpty()) {
			logger.warn("This worker has no job. It needs the same beans of type Job as its manager.");
			return;
		}
		logger.info("This worker takes blocks of the jobs " + this.steps.keySet());
		this.threads.execute(this::work);
	}

	private void work() {
		while (!this.stopping) {
			boolean taken = false;
			try {
				taken = takeNext();
				share();
			}
			catch (RuntimeException ex) {
				logger.warn("This worker could not look for blocks", ex);
			}
			if (!taken) {
				pause();
			}
		}
	}

	private boolean takeNext() {
		if (this.blocks.size() >= MOST_BLOCKS || this.blocks.stream().anyMatch(BlockRun::isExclusive)) {
			return false;
		}
		boolean idle = this.blocks.isEmpty();
		for (Map.Entry<String, SharedStep<?, ?>> step : this.steps.entrySet()) {
			Lease taken = this.resources.heartbeats().take(step.getKey(), idle);
			if (taken != null) {
				start(new BlockRun(this.resources, this, step.getValue(), taken));
				return true;
			}
		}
		if (idle) {
			this.steps.values().forEach(SharedStep::rest);
		}
		return false;
	}

	private void start(BlockRun block) {
		this.blocks.add(block);
		this.threads.execute(() -> {
			try {
				block.run();
			}
			finally {
				this.blocks.remove(block);
				wake();
			}
		});
	}

	private void share() {
		this.steps.values().forEach(SharedStep::hold);
		long start = System.nanoTime();
		if (start - this.nextShare >= 0) {
			this.steps.values().forEach(SharedStep::share);
			this.nextShare = SharedProgress.nextRead(this.resources, start);
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

	boolean isStopping() {
		return this.stopping;
	}

	/**
	 * Take no further block, and leave those that run to other workers as soon as the
	 * answers in flight have come.
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
