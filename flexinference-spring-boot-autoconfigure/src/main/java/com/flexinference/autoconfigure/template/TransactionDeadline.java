package com.flexinference.autoconfigure.template;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Date;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.ResourceHolderSupport;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import com.flexinference.template.Deadline;

/**
 * Tells the deadline of the current thread's transaction: when a resource that takes part
 * in it, such as a JDBC connection, times out.
 */
class TransactionDeadline implements Deadline.Source {

	@Override
	public @Nullable Deadline get() {
		if (!TransactionSynchronizationManager.isSynchronizationActive()) {
			return null;
		}
		for (TransactionSynchronization synchronization : TransactionSynchronizationManager.getSynchronizations()) {
			if (synchronization instanceof Account account) {
				return account.deadline();
			}
		}
		Instant end = end();
		if (end == null) {
			return null;
		}
		Deadline deadline = Deadline.at("transaction '" + TransactionSynchronizationManager.getCurrentTransactionName()
				+ "', from its first call on,", end, InstantSource.system());
		TransactionSynchronizationManager.registerSynchronization(new Account(deadline));
		return deadline;
	}

	private static @Nullable Instant end() {
		return TransactionSynchronizationManager.getResourceMap()
			.values()
			.stream()
			.filter(ResourceHolderSupport.class::isInstance)
			.map(ResourceHolderSupport.class::cast)
			.filter(ResourceHolderSupport::isSynchronizedWithTransaction)
			.map(ResourceHolderSupport::getDeadline)
			.filter(Objects::nonNull)
			.min(Comparator.naturalOrder())
			.map(Date::toInstant)
			.orElse(null);
	}

	/**
	 * Keeps one deadline for the whole of a transaction, so that it can say how its time
	 * was spent.
	 */
	private record Account(Deadline deadline) implements TransactionSynchronization {

	}

}
