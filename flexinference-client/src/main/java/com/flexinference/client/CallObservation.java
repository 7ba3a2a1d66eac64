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
 * The observation of one call. It ends once, whichever thread comes first: the one that
 * reads, one that closes, or the one that finds a forgotten stream.
 */
final class CallObservation {

	private static final Log logger = LogFactory.getLog(FlexInferenceClient.class);

	private final AtomicBoolean ended = new AtomicBoolean();

	private final CallObservationFactory factory;

	private final Observation observation;

	private final FlexInferenceRequestContext context;

	private final long begin;

	private @Nullable EventReader events;

	private @Nullable HttpHeaders headers;

	CallObservation(CallObservationFactory factory, Observation observation, FlexInferenceRequestContext context) {
		this.factory = factory;
		this.observation = observation;
		this.context = context;
		this.begin = factory.nanos();
	}

	<T> T exchange(Supplier<T> exchange) {
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

	void started(int attempts) {
		this.context.setAttempts(attempts);
		this.context.setTimeToStart(elapsed());
	}

	void end(FlexResponse response) {
		this.context.setServiceRetries(response.retries());
		end(response.answer(), null);
	}

	void streaming(FlexStream stream, InputStream body, EventReader events) {
		this.events = events;
		this.headers = stream.headers();
		this.context.setServiceRetries(stream.retries());
		// The events do not refer to the stream, so that a forgotten one can be
		// collected.
		HttpTransport.abortWithout(body, stream, () -> endStream(null));
	}

	void endStream(@Nullable FlexInferenceException failure) {
		EventReader events = this.events;
		HttpHeaders headers = this.headers;
		if (events != null && headers != null && !this.ended.get() && !this.observation.isNoop()) {
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
			this.factory.addContent(this.context, HighCardinalityKeyNames.COMPLETION, answer.text());
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
		return Duration.ofNanos(this.factory.nanos() - this.begin);
	}

}
