package com.flexinference.batch.internal.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.util.ReflectionUtils;

import com.flexinference.batch.internal.ledger.ItemId;
import com.flexinference.batch.internal.ledger.LedgerScope;
import com.flexinference.batch.internal.plan.Pacing;
import com.flexinference.batch.internal.plan.Permit;
import com.flexinference.batch.internal.plan.RaceModels;
import com.flexinference.batch.item.FailureLimitExceededException;
import com.flexinference.batch.progress.JobProgress;

/**
 * One execution of a step. One thread reads items, one thread for each request in flight
 * sends requests, and the thread of the step commits the outcomes.
 *
 * @param <I> the type of the items
 * @param <O> the type of the answers
 */
final class AskRun<I, O> implements RunningStep {

	private static final int AHEAD = 32;

	private static final int BATCH = 200;

	private static final long BATCH_MILLIS = 100;

	private final AskDefinition<I, O> definition;

	private final StepExecution stepExecution;

	private final StepHeart heart;

	private final BlockingQueue<Asked<I>> items;

	private final BlockingQueue<Outcome<I, O>> outcomes;

	/** The items that were read and neither committed nor given back. */
	private final AtomicLong pending = new AtomicLong();

	/** Those of them that wait for a permit. */
	private final AtomicLong waiting = new AtomicLong();

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	private final CountDownLatch stopped = new CountDownLatch(1);

	private final Set<ItemId> ids;

	private final Pacing pacing;

	private final ProgressLog progress;

	private final Asker<I, O> asker;

	private final Committer<I, O> committer;

	private volatile boolean reading = true;

	AskRun(AskDefinition<I, O> definition, AskResources resources, StepExecution stepExecution, StepHeart heart,
			Supplier<Pacing> pacing) {
		this.definition = definition;
		this.stepExecution = stepExecution;
		this.heart = heart;
		this.items = new ArrayBlockingQueue<>(Math.min(AHEAD, definition.pacing().concurrency()));
		this.outcomes = new ArrayBlockingQueue<>(Math.min(BATCH, definition.pacing().concurrency()));
		LedgerScope scope = new LedgerScope(stepExecution.getJobExecution().getJobInstance().getId(),
				stepExecution.getExecutionContext().getInt(BLOCK, 0), stepExecution.getId());
		this.ids = resources.ledger().load(scope);
		this.pacing = pacing.get();
		long repeated = heart.repeated(stepExecution);
		this.progress = new ProgressLog(stepExecution.getStepName(), this.pacing::progress,
				() -> this.pacing.report(repeated), definition.listener());
		this.asker = new Asker<>(definition, resources.client(), this.stopped, RaceModels.read(resources.client()));
		this.committer = new Committer<>(definition, resources, stepExecution, scope);
	}

	@Override
	public StepExecution stepExecution() {
		return this.stepExecution;
	}

	@Override
	public JobProgress progress() {
		return this.pacing.progress();
	}

	@Override
	public void stop() {
		this.stepExecution.setTerminateOnly();
		endRequests();
	}

	@Override
	public void run() throws Exception {
		try (AskStreams streams = AskStreams.open(this.definition, this.stepExecution)) {
			try (SimpleAsyncTaskExecutor threads = AskResources.threads(this.stepExecution.getStepName())) {
				threads.execute(() -> read(threads));
				commitAll(streams);
			}
			finally {
				this.committer.updateCounts();
				this.progress.end();
			}
		}
		conclude();
	}

	private void endRequests() {
		this.stopped.countDown();
		this.pacing.wake();
	}

	private boolean isStopped() {
		return this.stopped.getCount() == 0;
	}

	private void read(Executor threads) {
		// The reader may have the scope 'step', which is that of a thread.
		StepSynchronizationManager.register(this.stepExecution);
		try {
			readAll(threads);
		}
		catch (Throwable ex) {
			fail(ex);
		}
		finally {
			StepSynchronizationManager.close();
			this.reading = false;
		}
	}

	private void readAll(Executor threads) throws Exception {
		int started = 0;
		I item = this.definition.reader().read();
		while (item != null && !isStopped()) {
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
				this.pacing.tally().skipped();
			}
			item = this.definition.reader().read();
		}
	}

	/**
	 * Send the requests of one item after the other until the thread is interrupted.
	 * After a failure there are no permits, and the items that were read are dropped.
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
		Permit permit = null;
		try {
			permit = this.pacing.acquire(this::isStopped);
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
		endRequests();
	}

	private void commitAll(AskStreams streams) throws Exception {
		try {
			List<Outcome<I, O>> batch = new ArrayList<>();
			while (this.reading || this.pending.get() > 0) {
				fill(batch);
				this.heart.check();
				this.heart.inFlight(this.pending.get() - this.waiting.get() - batch.size());
				commit(batch, streams);
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
		finally {
			this.heart.inFlight(this.pending.get() - this.waiting.get());
			endRequests();
		}
	}

	private void commit(List<Outcome<I, O>> batch, AskStreams streams) throws Exception {
		if (!batch.isEmpty()) {
			this.committer.commit(batch, this.heart, streams);
			batch.forEach(this::count);
			this.pending.addAndGet(-batch.size());
			batch.clear();
		}
	}

	private void count(Outcome<I, O> outcome) {
		if (outcome.failed() != null) {
			this.pacing.tally().gaveUp(outcome.failed().code());
			this.progress.gaveUp(outcome.failed());
		}
		else {
			this.pacing.tally().completed();
		}
	}

	private void fill(List<Outcome<I, O>> batch) throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BATCH_MILLIS);
		while (batch.size() < BATCH && System.nanoTime() - end < 0) {
			Outcome<I, O> next = this.outcomes.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
			if (next != null) {
				batch.add(next);
				this.outcomes.drainTo(batch, BATCH - batch.size());
			}
		}
	}

	private void conclude() throws Exception {
		Throwable cause = this.failure.get();
		if (cause != null) {
			ReflectionUtils.rethrowException(cause);
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
