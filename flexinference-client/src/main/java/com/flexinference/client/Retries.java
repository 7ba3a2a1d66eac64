package com.flexinference.client;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

import com.flexinference.client.transport.TimeoutKind;

/**
 * Sends requests again where it is sure that no answer was being generated, which would
 * be paid for twice. These failures count:
 * <ul>
 * <li>there was no connection: the host is not known or not reached, the connection was
 * refused, or the connect timeout expired;
 * <li>status 429 or 503 where the service says that the request is {@code retryable}: a
 * status is the answer in full, and comes before anything is generated.
 * </ul>
 * A connection that closes after the request was sent does not count, not even before the
 * first byte of an answer: a service that took the request and then lost the connection
 * looks just like one that had closed it before. An idle connection that the service has
 * closed is found by the transport before it is used again. Neither do other statuses
 * count, nor timeouts, nor anything that goes wrong in an answer that has begun.
 */
final class Retries {

	private static final Duration FIRST_WAIT = Duration.ofMillis(500);

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

	private final ExponentialBackOff backOff = new ExponentialBackOff(FIRST_WAIT.toMillis(), 2);

	private final CountDownLatch closed = new CountDownLatch(1);

	private final TimeSource time;

	Retries(int maxAttempts, TimeSource time) {
		this.backOff.setMaxInterval(LONGEST_WAIT.toMillis());
		this.backOff.setMaxAttempts(maxAttempts - 1);
		this.time = time;
	}

	<T> T send(Duration window, Function<Attempt, T> request) {
		BackOffExecution execution = this.backOff.start();
		long begin = this.time.nanos();
		Attempt attempt = new Attempt(1, Duration.ZERO);
		while (true) {
			try {
				return request.apply(attempt);
			}
			catch (InvalidConfigurationException ex) {
				throw ex;
			}
			catch (FlexInferenceException ex) {
				ex.attempts(attempt.number());
				Duration wait = wait(ex, execution);
				if (wait == null || wait.compareTo(window.minus(elapsed(begin))) > 0 || !await(wait, ex)) {
					throw ex;
				}
				attempt = new Attempt(attempt.number() + 1, elapsed(begin));
			}
		}
	}

	private Duration elapsed(long begin) {
		return Duration.ofNanos(this.time.nanos() - begin);
	}

	private @Nullable Duration wait(FlexInferenceException failure, BackOffExecution execution) {
		if (!isBeforeStart(failure)) {
			return null;
		}
		long next = execution.nextBackOff();
		if (next == BackOffExecution.STOP) {
			return null;
		}
		Duration asked = (failure instanceof FlexInferenceResponseException response)
				? ServiceHeaders.retryAfter(response.headers(), this.time.now()) : null;
		return (asked != null) ? asked : Duration.ofMillis(next);
	}

	private boolean await(Duration wait, FlexInferenceException failure) {
		try {
			return !this.time.await(this.closed, wait);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			FlexInferenceException interrupted = new FlexInferenceTransportException(
					"Interrupted while waiting to send the request again after: " + failure.getMessage(),
					new InterruptedIOException());
			interrupted.attempts(failure.attempts());
			interrupted.addSuppressed(failure);
			throw interrupted;
		}
	}

	void close() {
		this.closed.countDown();
	}

	private static boolean isBeforeStart(FlexInferenceException failure) {
		if (failure instanceof FlexInferenceTimeoutException timeout) {
			return timeout.kind() == TimeoutKind.CONNECT;
		}
		if (failure instanceof FlexInferenceTransportException) {
			return ConnectionFailures.isBeforeConnection(failure);
		}
		if (failure instanceof StreamFailedException) {
			return false;
		}
		return failure instanceof FlexInferenceResponseException response
				&& (response.status().value() == 429 || response.status().value() == 503)
				&& Boolean.TRUE.equals(response.retryable());
	}

	/**
	 * One attempt, numbered from 1, with the time since the first.
	 */
	record Attempt(int number, Duration elapsed) {

	}

}
