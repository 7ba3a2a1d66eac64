package com.flexinference.batch.internal.step;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Tries again if another transaction was faster, or if the database is away for a moment.
 */
final class DatabaseRetries {

	private static final RetryTemplate RETRIES = new RetryTemplate(RetryPolicy.builder()
		.includes(List.of(DuplicateKeyException.class, TransientDataAccessException.class,
				DataAccessResourceFailureException.class, TransactionException.class))
		.maxRetries(5)
		.delay(Duration.ofMillis(20))
		.multiplier(4)
		.build());

	private DatabaseRetries() {
	}

	static <R extends @Nullable Object> R execute(Retryable<R> action) throws Exception {
		try {
			return RETRIES.execute(action);
		}
		catch (RetryException ex) {
			if (ex.getCause() instanceof Error error) {
				throw error;
			}
			throw (Exception) ex.getCause();
		}
	}

}
