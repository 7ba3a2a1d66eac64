package com.flexinference.batch.internal.step;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.support.CompositeItemStream;
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
 */
final class AskRun<I, O> implements RunningStep {

	/** The most answers that are committed together, and that wait while others are. */
	private static final int BATCH = 100;

	private static final long BATCH_MILLIS = 100;

	private static final int FILTER_BITS = 1 << 26;

	private static final int BLOCK_FILTER_BITS = 1 << 18;

	private final AskDefinition<I, O> definition;

	private final StepExecution stepExecution;

	private final StepHeart heart;

	private final BlockingQueue<Outcome<I, O>> outcomes = new ArrayBlockingQueue<>(BATCH);

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	private final CountDownLatch stopped = new CountDownLatch(1);

	private final Pacing pacing;

	private final ProgressLog progress;

	private final Requests<I> requests;

	private final SentItems<I> sent;

	/** The items whose requests were sent and whose outcomes are not committed. */
	private final Set<ItemId> uncommitted;

	private final Asker<I, O> asker;

	private final Committer<I, O> committer;

	private volatile boolean reading = true;

	AskRun(AskDefinition<I, O> definition, AskResources resources, StepExecution stepExecution, StepHeart heart,
			Pacing pacing, long repeated) {
		this.definition = definition;
		this.stepExecution = stepExecution;
		this.heart = heart;
		this.pacing = pacing;
		LedgerScope scope = new LedgerScope(stepExecution.getJobExecution().getJobInstance().getId(),
				stepExecution.getExecutionContext().getInt(BLOCK, 0), stepExecution.getId());
		this.sent = new SentItems<>(resources.ledger(), scope, isBlock() ? BLOCK_FILTER_BITS : FILTER_BITS, this::skip);
		resources.transactions().executeWithoutResult((status) -> this.sent.load());
		this.uncommitted = this.sent.uncommitted();
		this.progress = new ProgressLog(stepExecution.getStepName(), pacing::progress, () -> pacing.report(repeated),
				definition.listener());
		this.requests = new Requests<>(definition, resources.client().defaults(),
				new RaceModels(resources.client(), InstantSource.system()));
		this.asker = new Asker<>(definition, resources.client(), pacing, this.outcomes, this.stopped);
		this.committer = new Committer<>(definition, resources, stepExecution, scope, heart);
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
		CompositeItemStream reader = AskResources.streams(this.definition.reader());
		CompositeItemStream writers = AskResources.streams(this.definition.writer(), this.definition.failures());
		try {
			// The ledger knows what was answered, so that the reader starts anew.
			reader.open(new ExecutionContext());
			writers.open(this.stepExecution.getExecutionContext());
			ask(writers);
		}
		finally {
			reader.close();
			writers.close();
		}
		conclude();
	}

	private void ask(CompositeItemStream writers) throws Exception {
		try (SimpleAsyncTaskExecutor threads = AskResources.threads(this.stepExecution.getStepName())) {
			threads.execute(() -> read(threads));
			commitAll(writers);
		}
		finally {
			this.committer.updateExecution();
			this.progress.end();
		}
	}

	private void endRequests() {
		this.stopped.countDown();
		this.pacing.wake();
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
		I item = this.definition.reader().read();
		while (item != null && this.stopped.getCount() > 0) {
			long number = this.stepExecution.getReadCount() + 1;
			this.stepExecution.setReadCount(number);
			Asked<I> asked = this.requests.of(item, "item " + number + " of " + this.stepExecution.getStepName());
			startAll(this.sent.unsent(asked), threads);
			item = this.definition.reader().read();
		}
		startAll(this.sent.lookUp(), threads);
	}

	private void skip() {
		this.stepExecution.setFilterCount(this.stepExecution.getFilterCount() + 1);
		this.pacing.skipped();
	}

	private void startAll(List<Asked<I>> unsent, Executor threads) throws InterruptedException {
		for (Asked<I> asked : unsent) {
			start(asked, threads);
		}
	}

	private void start(Asked<I> asked, Executor threads) throws InterruptedException {
		if (asked.invalid() != null) {
			this.uncommitted.add(asked.id());
			this.asker.giveUp(asked, asked.invalid());
			return;
		}
		Permit permit = this.asker.acquire(asked, false);
		if (permit == null) {
			endRequests();
			return;
		}
		this.uncommitted.add(asked.id());
		try {
			threads.execute(() -> ask(asked, permit));
		}
		catch (Throwable ex) {
			// There may be no memory for another thread.
			this.uncommitted.remove(asked.id());
			this.pacing.release(permit);
			throw ex;
		}
	}

	private void ask(Asked<I> asked, Permit permit) {
		try {
			if (!this.asker.ask(asked, permit)) {
				this.uncommitted.remove(asked.id());
			}
		}
		catch (Throwable ex) {
			this.uncommitted.remove(asked.id());
			fail(ex);
		}
	}

	private void fail(Throwable ex) {
		this.failure.compareAndSet(null, ex);
		endRequests();
	}

	private void commitAll(CompositeItemStream writers) throws Exception {
		try {
			List<Outcome<I, O>> batch = new ArrayList<>();
			while (this.reading || !this.uncommitted.isEmpty()) {
				fill(batch);
				this.heart.check();
				this.heart.inFlight(this.uncommitted.size());
				commit(batch, writers);
				if (this.progress.nowAndThen()) {
					this.committer.updateExecution();
				}
				if (this.stepExecution.isTerminateOnly()) {
					stop();
				}
				if (this.stepExecution.getProcessSkipCount() > this.definition.failureLimit()) {
					fail(new FailureLimitExceededException(this.definition.failureLimit()));
				}
			}
		}
		finally {
			this.heart.inFlight(this.uncommitted.size());
			endRequests();
		}
	}

	private void commit(List<Outcome<I, O>> batch, CompositeItemStream writers) throws Exception {
		if (!batch.isEmpty()) {
			this.committer.commit(batch, this.uncommitted.size() - batch.size(), writers);
			batch.forEach(this::count);
			batch.clear();
		}
	}

	private void count(Outcome<I, O> outcome) {
		this.uncommitted.remove(outcome.row().id());
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
