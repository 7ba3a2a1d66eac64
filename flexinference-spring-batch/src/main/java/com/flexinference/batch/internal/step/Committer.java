package com.flexinference.batch.internal.step;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.util.Assert;

import com.flexinference.batch.internal.ledger.LedgerRow;
import com.flexinference.batch.internal.ledger.LedgerScope;
import com.flexinference.batch.item.Answered;
import com.flexinference.batch.item.Failed;

/**
 * Writes outcomes to the ledger and, in the same transaction, to the writers. Only the
 * thread of the step commits; its reading thread reports the counts of items.
 *
 * @param <I> the type of the items
 * @param <O> the type of the answers
 */
final class Committer<I, O> {

	private static final Log logger = LogFactory.getLog(Committer.class);

	private static final int TRIES = 6;

	private static final long FIRST_WAIT = 5;

	private static final long COUNTS_MILLIS = 1_000;

	private final AskDefinition<I, O> definition;

	private final AskResources resources;

	private final StepExecution stepExecution;

	private final LedgerScope scope;

	private final AtomicLong read = new AtomicLong();

	private final AtomicLong skipped = new AtomicLong();

	private long written;

	private long failed;

	private long repeated;

	private long commits;

	private long updated = System.nanoTime();

	Committer(AskDefinition<I, O> definition, AskResources resources, StepExecution stepExecution, LedgerScope scope) {
		this.definition = definition;
		this.resources = resources;
		this.stepExecution = stepExecution;
		this.scope = scope;
	}

	void read() {
		this.read.incrementAndGet();
	}

	void skipped() {
		this.skipped.incrementAndGet();
	}

	long failed() {
		return this.failed;
	}

	void commit(List<Outcome<I, O>> outcomes, StepHeart heart, AskStreams streams) throws Exception {
		List<LedgerRow> added = null;
		for (int attempt = 1; added == null; attempt++) {
			try {
				added = inTransaction(outcomes, heart, streams);
			}
			catch (DuplicateKeyException | TransientDataAccessException | CannotCreateTransactionException ex) {
				// Another transaction was faster, or the database is not there for a
				// moment.
				if (attempt == TRIES) {
					throw ex;
				}
				TimeUnit.MILLISECONDS.sleep(FIRST_WAIT << (2 * attempt));
			}
		}
		long newlyFailed = added.stream().filter((row) -> row.outcome() != LedgerRow.Outcome.ANSWERED).count();
		this.failed += newlyFailed;
		this.written += added.size() - newlyFailed;
		this.repeated += outcomes.size() - added.size();
		this.commits++;
	}

	private List<LedgerRow> inTransaction(List<Outcome<I, O>> outcomes, StepHeart heart, AskStreams streams)
			throws Exception {
		PlatformTransactionManager manager = Objects
			.requireNonNull(this.resources.transactions().getTransactionManager());
		TransactionStatus transaction = manager.getTransaction(this.resources.transactions());
		List<LedgerRow> added;
		try {
			added = write(outcomes, heart, streams);
		}
		catch (Throwable ex) {
			manager.rollback(transaction);
			throw ex;
		}
		manager.commit(transaction);
		return added;
	}

	private List<LedgerRow> write(List<Outcome<I, O>> outcomes, StepHeart heart, AskStreams streams) throws Exception {
		List<LedgerRow> added = this.resources.ledger().add(this.scope, outcomes.stream().map(Outcome::row).toList());
		Set<LedgerRow> news = new HashSet<>(added);
		List<Answered<I, O>> answers = new ArrayList<>();
		List<Failed<I>> failures = new ArrayList<>();
		for (Outcome<I, O> outcome : outcomes) {
			if (outcome.answered() != null && news.contains(outcome.row())) {
				answers.add(outcome.answered());
			}
			if (outcome.failed() != null && news.contains(outcome.row())) {
				failures.add(outcome.failed());
			}
		}
		write(this.definition.writer(), answers);
		if (this.definition.failures() != null) {
			write(this.definition.failures(), failures);
		}
		streams.update();
		this.resources.jobRepository().updateExecutionContext(this.stepExecution);
		heart.beatInTransaction();
		return added;
	}

	private static <T> void write(ItemWriter<? super T> writer, List<T> items) throws Exception {
		if (!items.isEmpty()) {
			writer.write(new Chunk<>(items));
		}
	}

	/**
	 * Show the counts, and read whether the job is to stop, at most once a second.
	 */
	void updateCountsNowAndThen() {
		if (System.nanoTime() - this.updated >= TimeUnit.MILLISECONDS.toNanos(COUNTS_MILLIS)) {
			updateCounts();
		}
	}

	/**
	 * Show the counts, and read whether the job is to stop.
	 */
	void updateCounts() {
		this.stepExecution.setReadCount(this.read.get());
		this.stepExecution.setFilterCount(this.skipped.get());
		this.stepExecution.setWriteCount(this.written);
		this.stepExecution.setProcessSkipCount(this.failed);
		this.stepExecution.setCommitCount(this.commits);
		try {
			this.resources.jobRepository().update(this.stepExecution);
		}
		catch (OptimisticLockingFailureException ex) {
			adoptVersion();
		}
		catch (TransientDataAccessException | CannotCreateTransactionException ex) {
			logger.warn("The counts of the step '" + this.stepExecution.getStepName() + "' could not be written", ex);
		}
		this.updated = System.nanoTime();
	}

	/**
	 * End in order where somebody else has changed the execution: a stale version would
	 * make Spring Batch end it as {@code UNKNOWN}, which cannot be started again.
	 */
	private void adoptVersion() {
		StepExecution stored = this.resources.jobRepository().getStepExecution(this.stepExecution.getId());
		if (stored != null && stored.getVersion() != null) {
			this.stepExecution.setVersion(stored.getVersion());
			this.stepExecution.setTerminateOnly();
		}
	}

	void checkComplete() {
		long done = this.skipped.get() + this.written + this.failed + this.repeated;
		Assert.state(this.read.get() == done, () -> "Of " + this.read.get() + " items only " + done
				+ " were answered, given up or skipped. Start the job again.");
	}

}
