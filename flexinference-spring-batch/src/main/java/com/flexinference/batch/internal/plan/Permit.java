package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexInferenceTimeoutException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.StartWithin;
import com.flexinference.client.transport.TimeoutKind;

/**
 * The permit to send one request. One thread at a time uses it.
 */
public final class Permit {

	private final Pacing pacing;

	private StartWithin window;

	private boolean race;

	private boolean held = true;

	private Instant sent = Instant.MIN;

	Permit(Pacing pacing, StartWithin window, boolean race) {
		this.pacing = pacing;
		this.window = window;
		this.race = race;
	}

	StartWithin window() {
		return this.window;
	}

	boolean isRace() {
		return this.race;
	}

	void giveUpRace() {
		this.race = false;
		this.window = StartWithin.DEFAULT;
	}

	Instant sent() {
		return this.sent;
	}

	void sentAt(Instant now) {
		this.sent = now;
	}

	/**
	 * Choose how long the request can wait to start, unless it says so itself. Its
	 * latency is measured from here.
	 * @param request the request
	 * @param canRace whether its model can race the flex tier
	 * @return the request to send
	 */
	public FlexRequest schedule(FlexRequest request, boolean canRace) {
		StartWithin own = request.startWithin();
		this.pacing.scheduled(this, (own != null) ? own.duration() != null : canRace);
		if (own != null) {
			this.window = own;
			return request;
		}
		return request.mutate().startWithin(this.window).build();
	}

	/**
	 * Record the answer.
	 * @param response the answer
	 */
	public void answered(FlexResponse response) {
		this.pacing.answered(this, Served.by(response));
	}

	/**
	 * Record the failure of the request.
	 * @param failure why it failed
	 * @param code the code to count it by
	 */
	public void failed(FlexInferenceException failure, String code) {
		if (isRefusal(failure)) {
			this.pacing.refused(this, code, retryAfter(failure));
			return;
		}
		boolean unsent = failure instanceof FlexInferenceTimeoutException timeout
				&& timeout.kind() == TimeoutKind.CONNECT;
		boolean rejected = failure instanceof FlexInferenceResponseException;
		this.pacing.failed(code, !unsent && !rejected);
	}

	/**
	 * Return the permit and wait for another one, before first requests. After a refusal
	 * that is as long as the service requires.
	 * @param stopped returns whether the caller was stopped
	 * @return whether the request may be sent again
	 * @throws InterruptedException if the thread is interrupted
	 */
	public boolean renew(BooleanSupplier stopped) throws InterruptedException {
		this.held = false;
		Permit other = this.pacing.renew(this, stopped);
		if (other != null) {
			this.held = true;
			this.window = other.window;
			this.race = other.race;
		}
		return this.held;
	}

	/**
	 * Return the permit, after the answer was handed on.
	 */
	public void release() {
		if (this.held) {
			this.pacing.released(this);
		}
	}

	/**
	 * Return whether the service accepts no requests for a time.
	 * @param failure the failure of a request
	 * @return whether its status is 429 or 503, or it has {@code Retry-After}
	 */
	public static boolean isRefusal(FlexInferenceException failure) {
		return failure instanceof FlexInferenceResponseException response && (response.status().value() == 429
				|| response.status().value() == 503 || response.retryAfter() != null);
	}

	/**
	 * Return how long the service requires to wait.
	 * @param failure the failure of a request
	 * @return the time, at most one hour, or {@code null} if the service does not specify
	 * it
	 */
	public static @Nullable Duration retryAfter(FlexInferenceException failure) {
		Duration longest = Duration.ofHours(1);
		Duration time = (failure instanceof FlexInferenceResponseException response) ? response.retryAfter() : null;
		return (time != null && time.compareTo(longest) > 0) ? longest : time;
	}

}
