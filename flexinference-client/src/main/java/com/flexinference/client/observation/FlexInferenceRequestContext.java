package com.flexinference.client.observation;

import java.time.Duration;

import io.micrometer.observation.transport.RequestReplySenderContext;
import org.jspecify.annotations.Nullable;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.Answer;

/**
 * The data of an observed call. The request is known from the start, the rest when the
 * observation stops.
 * <p>
 * It makes a span of the kind {@code CLIENT}, but writes no headers: the observation of
 * the HTTP exchange, its child, does that.
 */
public final class FlexInferenceRequestContext extends RequestReplySenderContext<CallerFormat, Answer> {

	private final CallerFormat format;

	private final String model;

	private final String startWithin;

	private final @Nullable Duration window;

	private final boolean stream;

	private String clientName = "default";

	private @Nullable String startWithinReason;

	private int attempts;

	private @Nullable Integer serviceRetries;

	private @Nullable Duration timeToStart;

	private @Nullable Duration duration;

	private @Nullable Outcome outcome;

	private @Nullable String errorCode;

	private long streamEvents;

	private long streamBytes;

	/**
	 * Create a context.
	 * @param format the caller format
	 * @param model the model of the request
	 * @param startWithin the value of {@code start_within}, or {@code key-default}
	 * @param window the duration that {@code start_within} gives, or {@code null} if it
	 * names a tier
	 * @param stream whether the answer is to be streamed
	 */
	public FlexInferenceRequestContext(CallerFormat format, String model, String startWithin, @Nullable Duration window,
			boolean stream) {
		super((carrier, key, value) -> {
		});
		setCarrier(format);
		setRemoteServiceName("flexinference");
		this.format = format;
		this.model = model;
		this.startWithin = startWithin;
		this.window = window;
		this.stream = stream;
	}

	/**
	 * Return the name of the client.
	 * @return the name, {@code default} unless it has a name
	 */
	public String getClientName() {
		return this.clientName;
	}

	/**
	 * Set the name of the client.
	 * @param clientName the name
	 */
	public void setClientName(String clientName) {
		this.clientName = clientName;
	}

	/**
	 * Return the caller format.
	 * @return the format
	 */
	public CallerFormat getFormat() {
		return this.format;
	}

	/**
	 * Return the model of the request.
	 * @return the id of the model
	 */
	public String getModel() {
		return this.model;
	}

	/**
	 * Return how long the request could wait to start.
	 * @return the value of {@code start_within}, or {@code key-default}
	 */
	public String getStartWithin() {
		return this.startWithin;
	}

	/**
	 * Return the duration that {@code start_within} gave.
	 * @return the duration, or {@code null} if a tier was named
	 */
	public @Nullable Duration getWindow() {
		return this.window;
	}

	/**
	 * Return the tier that {@code start_within} requests.
	 * @return {@code flex} for a duration, else {@code default}, {@code priority},
	 * {@code auto} or {@code key-default}
	 */
	public String getRequestedTier() {
		return (this.window != null) ? "flex" : this.startWithin;
	}

	/**
	 * Return whether the answer is streamed.
	 * @return whether it is a stream
	 */
	public boolean isStream() {
		return this.stream;
	}

	/**
	 * Return the reason for the value of {@code start_within}.
	 * @return the reason, or {@code null} if none was given
	 */
	public @Nullable String getStartWithinReason() {
		return this.startWithinReason;
	}

	/**
	 * Set the reason for the value of {@code start_within}.
	 * @param startWithinReason the reason, or {@code null}
	 */
	public void setStartWithinReason(@Nullable String startWithinReason) {
		this.startWithinReason = startWithinReason;
	}

	/**
	 * Return how often the client sent the request.
	 * @return the number of attempts
	 */
	public int getAttempts() {
		return this.attempts;
	}

	/**
	 * Set how often the client sent the request.
	 * @param attempts the number of attempts
	 */
	public void setAttempts(int attempts) {
		this.attempts = attempts;
	}

	/**
	 * Return the retries that the service spent.
	 * @return the number, or {@code null} if not reported
	 */
	public @Nullable Integer getServiceRetries() {
		return this.serviceRetries;
	}

	/**
	 * Set the retries that the service spent.
	 * @param serviceRetries the number, or {@code null}
	 */
	public void setServiceRetries(@Nullable Integer serviceRetries) {
		this.serviceRetries = serviceRetries;
	}

	/**
	 * Return the time from the first attempt to the start of the answer, its headers.
	 * @return the time, or {@code null} if no answer started
	 */
	public @Nullable Duration getTimeToStart() {
		return this.timeToStart;
	}

	/**
	 * Set the time from the first attempt to the start of the answer.
	 * @param timeToStart the time, or {@code null}
	 */
	public void setTimeToStart(@Nullable Duration timeToStart) {
		this.timeToStart = timeToStart;
	}

	/**
	 * Return whether the answer started within the duration that was allowed. This is the
	 * result that the service reports for the race, otherwise it is based on the measured
	 * time.
	 * @return whether it did, or {@code null} if no duration was given or no answer
	 * started
	 */
	public @Nullable Boolean getWindowMet() {
		if (this.window == null || this.timeToStart == null) {
			return null;
		}
		Answer answer = getResponse();
		boolean won = answer != null && answer.routing() != null && "flex_won".equals(answer.routing().reason());
		return won || this.timeToStart.compareTo(this.window) <= 0;
	}

	/**
	 * Return the time from the first attempt to the end.
	 * @return the time, or {@code null} if the call has not ended
	 */
	public @Nullable Duration getDuration() {
		return this.duration;
	}

	/**
	 * Return how the call ended.
	 * @return the outcome, or {@code null} if the call has not ended
	 */
	public @Nullable Outcome getOutcome() {
		return this.outcome;
	}

	/**
	 * Return the code of the error.
	 * @return the code, or {@code null} if there was none
	 */
	public @Nullable String getErrorCode() {
		return this.errorCode;
	}

	/**
	 * Set how the call ended.
	 * @param outcome the outcome
	 * @param errorCode the code of the error, or {@code null}
	 * @param duration the time from the first attempt to the end
	 */
	public void setEnd(Outcome outcome, @Nullable String errorCode, Duration duration) {
		this.outcome = outcome;
		this.errorCode = errorCode;
		this.duration = duration;
	}

	/**
	 * Return how many events of a stream were read.
	 * @return the number of events
	 */
	public long getStreamEvents() {
		return this.streamEvents;
	}

	/**
	 * Return how many bytes the events of a stream had that were read.
	 * @return the number of bytes
	 */
	public long getStreamBytes() {
		return this.streamBytes;
	}

	/**
	 * Set the number of events and bytes read of a stream.
	 * @param events the number of events
	 * @param bytes the number of their bytes
	 */
	public void setStreamed(long events, long bytes) {
		this.streamEvents = events;
		this.streamBytes = bytes;
	}

}
