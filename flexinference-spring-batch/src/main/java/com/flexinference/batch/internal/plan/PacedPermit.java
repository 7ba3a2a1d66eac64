package com.flexinference.batch.internal.plan;

import java.time.Instant;
import java.util.function.BooleanSupplier;

import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexInferenceTimeoutException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.StartWithin;
import com.flexinference.client.transport.TimeoutKind;

/**
 * A permit of {@link AdaptivePacing}. One thread at a time uses it.
 */
final class PacedPermit implements Pacing.Permit {

	private final AdaptivePacing pacing;

	private StartWithin window;

	private boolean race;

	private boolean held = true;

	private Instant sent = Instant.MIN;

	private BooleanSupplier over = () -> false;

	PacedPermit(AdaptivePacing pacing, StartWithin window, boolean race) {
		this.pacing = pacing;
		this.window = window;
		this.race = race;
	}

	/**
	 * Set what ends the wait for another permit.
	 * @param newOver returns whether no further request is to be sent
	 */
	void unless(BooleanSupplier newOver) {
		this.over = newOver;
	}

	BooleanSupplier over() {
		return this.over;
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

	@Override
	public FlexRequest schedule(FlexRequest request, boolean canRace) {
		StartWithin own = request.startWithin();
		this.pacing.scheduled(this, (own != null) ? own.duration() != null : canRace);
		if (own != null) {
			this.window = own;
			return request;
		}
		return request.mutate().startWithin(this.window).build();
	}

	@Override
	public void answered(FlexResponse response) {
		this.pacing.answered(this, Served.by(response));
	}

	@Override
	public void failed(FlexInferenceException failure) {
		if (!(failure instanceof FlexInferenceResponseException response)) {
			boolean unsent = failure instanceof FlexInferenceTimeoutException timeout
					&& timeout.kind() == TimeoutKind.CONNECT;
			this.pacing.failed(failure.getClass().getSimpleName(), !unsent);
			return;
		}
		int status = response.status().value();
		String code = (response.code() != null) ? response.code() : "http_" + status;
		if (Pacing.isRefusal(failure)) {
			this.pacing.refused(this, code, Pacing.retryAfter(response));
			return;
		}
		this.pacing.failed(code, false);
	}

	@Override
	public boolean renew() throws InterruptedException {
		this.held = false;
		PacedPermit other = this.pacing.renew(this);
		if (other != null) {
			this.held = true;
			this.window = other.window;
			this.race = other.race;
		}
		return this.held;
	}

	@Override
	public void release() {
		if (this.held) {
			this.pacing.released(this);
		}
	}

}
