package com.flexinference.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

import com.flexinference.batch.internal.ledger.ItemIds;
import com.flexinference.batch.internal.ledger.LedgerScope;
import com.flexinference.batch.internal.plan.Pacing;
import com.flexinference.batch.internal.plan.RaceModels;
import com.flexinference.batch.progress.JobProgress;

/**
 * One execution of a step. A thread reads items, as many threads as requests in flight
 * ask, and the thread of the step commits the outcomes.
 *
 * @param <I> the type of the items
 * @param <O> the type of the answers
 */
final class AskRun<I, O> implements RunningStep {

	/**
	 * The entry of a step's execution context that has the number of its block.
	 */
	static final String BLOCK = "flexinference.block";

	/**
	 * The entry of a step's execution context that has the requests sent twice.
	 */
	static final String REPEATED = "flexinference.repeated";

	private static final int AHEAD = 32;

	private static final int BATCH = 200;

	private static final long BATCH_MILLIS = 100;

	private final AskDefinition<I, O> definition;

	private final AskResources resources;

	private final StepExecution stepExecution;

	private final StepHeart heart;

	private final BlockingQueue<Asked<I>> items;

	private final BlockingQueue<Outcome<I, O>> outcomes;

	/**
	 * The items that were read and neither committed nor given back.
	 */
	private final AtomicLong pending = new AtomicLong();

	/**
	 * Those of them that wait for a permit.
	 */
	private final AtomicLong waiting = new AtomicLong();

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	private final CountDownLatch stopped = new CountDownLatch(1);

	private final ItemIds ids = new ItemIds();

	private final Pacing pacing;

	private final ProgressLog progress;

	private final Asker<I, O> asker;

	private final Committer<I, O> committer;

	private volatile boolean reading = true;

	AskRun(AskDefinition<I, O> definition, AskResources resources, StepExecution stepExecution, StepHeart heart,
			Supplier<Pacing> pacing) {
		this.definition = definition;
		this.resources = resources;
		this.stepExecution = stepExecution;
		this.heart = heart;
		this.items = new ArrayBlockingQueue<>(Math.min(AHEAD, definition.pacing().concurrency()));
		this.outcomes = new ArrayBlockingQueue<>(Math.min(BATCH, definition.pacing().concurrency()));
		LedgerScope scope = new LedgerScope(stepExecution.getJobExecution().getJobInstance().getId(),
				stepExecution.getExecutionContext().getInt(BLOCK, 0), stepExecution.getId());
		resources.ledger().load(scope, this.ids);
		this.pacing = pacing.get();
		long repeated = repeated();
		this.progress = new ProgressLog(stepExecution.getStepName(), this.pacing::progress,
				() -> this.pacing.report(repeated), definition.listener());
		this.asker = new Asker<>(definition, resources.client(), this.stopped, RaceModels.read(resources.client()));
		this.committer = new Committer<>(definition, resources, stepExecution, scope);
	}

	private long repeated() {
		ExecutionContext context = this.stepExecution.getExecutionContext();
		long repeated = context.getLong(REPEATED, 0) + this.heart.repeated();
		if (this.heart.repeated() > 0) {
			context.putLong(REPEATED, repeated);
			this.resources.jobRepository().updateExecutionContext(this.stepExecution);
		}
		return repeated;
	}

	@Override
	public long stepExecutionId() {
		return this.stepExecution.getId();
	}

	@Override
	public boolean isBlock() {
		return this.stepExecution.getExecutionContext().containsKey(BLOCK);
	}

	@Override
	public String stepName() {
		String name = this.stepExecution.getStepName();
		// The blocks of a step share their progress.
		return isBlock() ? name.substring(0, name.lastIndexOf(':')) : name;
	}

	@Override
	public JobProgress progress() {
		return this.pacing.progress();
	}

	@Override
	public long jobExecutionId() {
		return this.stepExecution.getJobExecutionId();
	}

	@Override
	public void stop() {
		this.stepExecution.setTerminateOnly();
		this.stopped.countDown();
		this.pacing.stop();
	}

	/**
	 * Run until all items are answered or the step is stopped.
	 * @throws Exception if the step fails or was stopped
	 */
	void run() throws Exception {
		this.resources.running().add(this);
		try {
			execute();
		}
		finally {
			this.resources.running().remove(this);
		}
	}

	private void execute() throws Exception {
		ExecutorService threads = AskThreads.create(this.stepExecution.getStepName());
		try (AskStreams streams = AskStreams.open(this.definition, this.stepExecution)) {
			threads.execute(() -> read(threads));
			try {
				commitAll(streams);
			}
			finally {
				this.heart.inFlight(this.pending.get() - this.waiting.get());
				stop(threads);
				this.committer.updateCounts();
				this.progress.end();
			}
		}
		conclude();
	}

	private void stop(ExecutorService threads) throws InterruptedException {
		this.stopped.countDown();
		this.pacing.stop();
		threads.shutdownNow();
		threads.awaitTermination(10, TimeUnit.SECONDS);
	}

	private void read(ExecutorService threads) {
		try {
			StepThread.run(this.stepExecution, () -> readAll(threads));
		}
		catch (Throwable ex) {
			fail(ex);
		}
		finally {
			this.reading = false;
		}
	}

	private void readAll(Executor threads) throws Exception {
		int started = 0;
		I item = this.definition.reader().read();
		while (item != null && this.stopped.getCount() > 0) {
			this.committer.read();
			Asked<I> asked = this.asker.prepare(item);
			if (this.ids.add(asked.id())) {
				if (started < this.definition.pacing().concurrency()) {
					threads.execute(this::askAll);
					started++;
				}
				this.waiting.incrementAndGet();
				this.pending.incrementAndGet();
				this.items.put(asked);
			}
			else {
				this.committer.skipped();
				this.pacing.skipped();
			}
			item = this.definition.reader().read();
		}
	}

	/**
	 * Ask for one item after the other, until the thread is interrupted. After a failure
	 * there are no permits, and the items that were read are put aside.
	 */
	private void askAll() {
		try {
			while (true) {
				ask(this.items.take());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void ask(Asked<I> asked) throws InterruptedException {
		boolean handedOn = false;
		Pacing.Permit permit = null;
		try {
			permit = this.pacing.acquire();
			this.waiting.decrementAndGet();
			Outcome<I, O> outcome = (permit != null) ? this.asker.ask(asked, permit) : null;
			if (outcome != null) {
				this.outcomes.put(outcome);
				handedOn = true;
			}
		}
		catch (InterruptedException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			fail(ex);
		}
		finally {
			if (!handedOn) {
				this.pending.decrementAndGet();
			}
			if (permit != null) {
				// Not before the answer was handed on, or the end could overtake it.
				permit.release();
			}
		}
	}

	private void fail(Throwable ex) {
		this.failure.compareAndSet(null, ex);
		this.stopped.countDown();
		this.pacing.stop();
	}

	private void commitAll(AskStreams streams) throws Exception {
		List<Outcome<I, O>> batch = new ArrayList<>();
		while (this.reading || this.pending.get() > 0) {
			fill(batch);
			this.heart.check();
			this.heart.inFlight(this.pending.get() - this.waiting.get() - batch.size());
			if (!batch.isEmpty()) {
				this.committer.commit(batch, this.heart, streams);
				batch.forEach(this::count);
				this.pending.addAndGet(-batch.size());
				batch.clear();
			}
			this.committer.updateCountsNowAndThen();
			this.progress.nowAndThen();
			if (this.stepExecution.isTerminateOnly()) {
				stop();
			}
			if (this.committer.failed() > this.definition.failureLimit()) {
				fail(new FailureLimitExceededException(this.definition.failureLimit()));
			}
		}
	}

	private void count(Outcome<I, O> outcome) {
		if (outcome.failed() != null) {
			this.pacing.gaveUp(outcome.failed().code());
			this.progress.gaveUp(outcome.failed());
		}
		else {
			this.pacing.completed();
		}
	}

	private void fill(List<Outcome<I, O>> batch) throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BATCH_MILLIS);
		long left = end - System.nanoTime();
		while (batch.size() < BATCH && left > 0) {
			Outcome<I, O> next = this.outcomes.poll(left, TimeUnit.NANOSECONDS);
			if (next != null) {
				batch.add(next);
				this.outcomes.drainTo(batch, BATCH - batch.size());
			}
			left = end - System.nanoTime();
		}
	}

	private void conclude() throws Exception {
		Throwable cause = this.failure.get();
		if (cause instanceof Error error) {
			throw error;
		}
		if (cause instanceof Exception exception) {
			throw exception;
		}
		String reason = this.pacing.stopReason();
		if (reason != null) {
			this.stepExecution.setExitStatus(new ExitStatus("STOPPED", reason));
		}
		if (reason != null || this.stepExecution.isTerminateOnly()) {
			throw new JobInterruptedException((reason != null) ? reason : "The step was stopped");
		}
		this.committer.checkComplete();
	}

}
