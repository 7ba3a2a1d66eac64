package com.flexinference.client;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import com.flexinference.client.internal.format.EventReader;
import com.flexinference.client.internal.transport.ExchangeClosedException;
import com.flexinference.client.internal.transport.HttpTransport;
import com.flexinference.client.message.Answer;
import com.flexinference.client.observation.FlexInferenceObservationDocumentation.HighCardinalityKeyNames;
import com.flexinference.client.observation.FlexInferenceRequestContext;
import com.flexinference.client.observation.Outcome;

/**
 * A {@link CallObservation} that somebody listens to. It ends once, whichever thread
 * comes first: the one that reads, one that closes, or the one that finds a forgotten
 * stream.
 */
final class ObservedCall implements CallObservation {

	private static final Log logger = LogFactory.getLog(FlexInferenceClient.class);

	private final AtomicBoolean ended = new AtomicBoolean();

	private final CallObservations observations;

	private final Observation observation;

	private final FlexInferenceRequestContext context;

	private final long begin;

	private @Nullable EventReader events;

	private @Nullable HttpHeaders headers;

	ObservedCall(CallObservations observations, Observation observation, FlexInferenceRequestContext context) {
		this.observations = observations;
		this.observation = observation;
		this.context = context;
		this.begin = observations.nanos();
	}

	@Override
	public <T> T exchange(Supplier<T> exchange) {
		Observation.Scope scope = this.observation.openScope();
		try {
			return exchange.get();
		}
		catch (RuntimeException | Error ex) {
			end((ex instanceof StreamFailedException failed) ? failed.partial() : null, ex);
			throw ex;
		}
		finally {
			scope.close();
		}
	}

	@Override
	public void started(int attempts) {
		this.context.setAttempts(attempts);
		this.context.setTimeToStart(elapsed());
	}

	@Override
	public void end(FlexResponse response) {
		this.context.setServiceRetries(response.retries());
		try {
			end(response.answer(), null);
		}
		catch (RuntimeException ex) {
			end(null, ex);
		}
	}

	@Override
	public void streaming(FlexStream stream, InputStream body, EventReader events, HttpHeaders headers) {
		this.events = events;
		this.headers = headers;
		this.context.setServiceRetries(ServiceHeaders.retries(headers));
		HttpTransport.abortWithout(body, stream, () -> endStream(null));
	}

	@Override
	public void endStream(@Nullable FlexInferenceException failure) {
		EventReader events = this.events;
		HttpHeaders headers = this.headers;
		if (events != null && headers != null && !this.ended.get()) {
			end(ServiceHeaders.complete(events.answer(), headers), failure);
		}
	}

	private void end(@Nullable Answer answer, @Nullable Throwable failure) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		try {
			describe(answer, failure);
			if (failure != null) {
				this.observation.error(failure);
			}
			this.observation.stop();
		}
		catch (RuntimeException ex) {
			// An answer has been paid for, and is worth more than its observation.
			logger.warn("The observation of a call failed", ex);
		}
	}

	private void describe(@Nullable Answer answer, @Nullable Throwable failure) {
		Outcome outcome = outcome(answer, failure);
		this.context.setEnd(outcome, (failure != null && outcome != Outcome.CANCELLED) ? code(failure) : null,
				elapsed());
		if (failure instanceof FlexInferenceException known) {
			this.context.setAttempts(known.attempts());
		}
		if (failure instanceof FlexInferenceResponseException refused) {
			this.context.setServiceRetries(ServiceHeaders.retries(refused.headers()));
		}
		if (this.events != null) {
			this.context.setStreamed(this.events.count(), this.events.bytes());
		}
		if (answer != null) {
			this.context.setResponse(answer);
			this.observations.addContent(this.context, HighCardinalityKeyNames.COMPLETION, answer.text());
		}
	}

	private static Outcome outcome(@Nullable Answer answer, @Nullable Throwable failure) {
		if (failure == null) {
			return (answer != null && answer.complete()) ? Outcome.SUCCESS : Outcome.CANCELLED;
		}
		if (failure instanceof FlexInferenceTimeoutException) {
			return Outcome.TIMEOUT;
		}
		for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
			if (cause instanceof SocketTimeoutException || cause instanceof HttpTimeoutException) {
				return Outcome.TIMEOUT;
			}
			if (cause instanceof InterruptedIOException || cause instanceof ExchangeClosedException) {
				return Outcome.CANCELLED;
			}
		}
		return Outcome.ERROR;
	}

	private static String code(Throwable failure) {
		if (failure instanceof FlexInferenceResponseException response) {
			String status = (failure instanceof StreamFailedException) ? "stream_failed"
					: String.valueOf(response.status().value());
			return (response.code() != null) ? response.code() : status;
		}
		if (failure instanceof FlexInferenceTimeoutException timeout) {
			return timeout.kind().id() + "_timeout";
		}
		return (failure instanceof FlexInferenceTransportException) ? "connection_failed"
				: failure.getClass().getSimpleName();
	}

	private Duration elapsed() {
		return Duration.ofNanos(this.observations.nanos() - this.begin);
	}

}
