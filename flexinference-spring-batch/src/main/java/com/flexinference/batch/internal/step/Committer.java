package com.flexinference.batch.internal.step;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.support.CompositeItemStream;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.util.Assert;

import com.flexinference.batch.internal.ledger.LedgerRow;
import com.flexinference.batch.internal.ledger.LedgerScope;

/**
 * Writes outcomes to the ledger and, in the same transaction, to the writers. Used by the
 * thread of the step.
 */
final class Committer<I, O> {

	private static final Log logger = LogFactory.getLog(Committer.class);

	private final AskDefinition<I, O> definition;

	private final AskResources resources;

	private final StepExecution stepExecution;

	private final LedgerScope scope;

	private final StepHeart heart;

	private long repeated;

	private boolean failed;

	Committer(AskDefinition<I, O> definition, AskResources resources, StepExecution stepExecution, LedgerScope scope,
			StepHeart heart) {
		this.definition = definition;
		this.resources = resources;
		this.stepExecution = stepExecution;
		this.scope = scope;
		this.heart = heart;
	}

	void commit(List<Outcome<I, O>> outcomes, long inFlight, CompositeItemStream writers) throws Exception {
		List<LedgerRow> added = DatabaseRetries.execute(() -> inTransaction(outcomes, inFlight, writers));
		long failed = added.stream().filter((row) -> row.outcome() != LedgerRow.Outcome.ANSWERED).count();
		this.stepExecution.setProcessSkipCount(this.stepExecution.getProcessSkipCount() + failed);
		this.stepExecution.setWriteCount(this.stepExecution.getWriteCount() + added.size() - failed);
		this.stepExecution.incrementCommitCount();
		this.repeated += outcomes.size() - added.size();
	}

	private List<LedgerRow> inTransaction(List<Outcome<I, O>> outcomes, long inFlight, CompositeItemStream writers)
			throws Exception {
		if (this.failed) {
			reopen(writers);
		}
		this.failed = true;
		PlatformTransactionManager manager = Objects
			.requireNonNull(this.resources.transactions().getTransactionManager());
		TransactionStatus transaction = manager.getTransaction(this.resources.transactions());
		List<LedgerRow> added;
		try {
			added = write(outcomes);
			writers.update(this.stepExecution.getExecutionContext());
			this.resources.jobRepository().updateExecutionContext(this.stepExecution);
			this.heart.beatInTransaction(inFlight);
		}
		catch (Throwable ex) {
			manager.rollback(transaction);
			throw ex;
		}
		manager.commit(transaction);
		this.failed = false;
		return added;
	}

	// A file may have the answers of a commit that failed. Whether it failed is known
	// from the context that it would have stored.
	private void reopen(CompositeItemStream writers) {
		StepExecution stored = Objects
			.requireNonNull(this.resources.jobRepository().getStepExecution(this.stepExecution.getId()));
		writers.close();
		writers.open(stored.getExecutionContext());
	}

	private List<LedgerRow> write(List<Outcome<I, O>> outcomes) throws Exception {
		List<LedgerRow> added = this.resources.ledger().add(this.scope, outcomes.stream().map(Outcome::row).toList());
		Set<LedgerRow> rows = new HashSet<>(added);
		List<Outcome<I, O>> news = outcomes.stream().filter((outcome) -> rows.contains(outcome.row())).toList();
		write(this.definition.writer(), news.stream().map(Outcome::answered).filter(Objects::nonNull).toList());
		write(this.definition.failures(), news.stream().map(Outcome::failed).filter(Objects::nonNull).toList());
		return added;
	}

	private static <T> void write(@Nullable ItemWriter<? super T> writer, List<T> items) throws Exception {
		if (writer != null && !items.isEmpty()) {
			writer.write(new Chunk<>(items));
		}
	}

	/**
	 * Show the counts of the step, and read whether the job is to stop.
	 */
	void updateExecution() {
		try {
			this.resources.jobRepository().update(this.stepExecution);
		}
		catch (OptimisticLockingFailureException ex) {
			adoptVersion();
		}
		catch (DataAccessException | TransactionException ex) {
			logger.warn("The counts of the step '" + this.stepExecution.getStepName() + "' could not be written", ex);
		}
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
		long read = this.stepExecution.getReadCount();
		long done = this.stepExecution.getFilterCount() + this.stepExecution.getWriteCount()
				+ this.stepExecution.getProcessSkipCount() + this.repeated;
		Assert.state(read == done, () -> "Of " + read + " items only " + done
				+ " were answered, given up or skipped. Start the job again.");
	}

}
