package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;

import com.flexinference.batch.progress.JobProgress;
import com.flexinference.batch.progress.JobReport;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;

/**
 * Sends a fixed number of requests at once, as they are.
 */
final class FixedPacing implements Pacing {

	private final Semaphore permits;

	private volatile boolean stopped;

	FixedPacing(int concurrency) {
		this.permits = new Semaphore(concurrency);
	}

	@Override
	public @Nullable Permit acquire() throws InterruptedException {
		this.permits.acquire();
		if (this.stopped) {
			this.permits.release();
			return null;
		}
		return new Permit() {

			@Override
			public FlexRequest schedule(FlexRequest request, boolean canRace) {
				return request;
			}

			@Override
			public void answered(FlexResponse response) {
			}

			@Override
			public void failed(FlexInferenceException failure) {
			}

			@Override
			public void release() {
				FixedPacing.this.permits.release();
			}

		};
	}

	@Override
	public void settled(@Nullable String code) {
	}

	@Override
	public void stop() {
		this.stopped = true;
		this.permits.release();
	}

	@Override
	public @Nullable String stopReason() {
		return null;
	}

	@Override
	public JobProgress progress() {
		return new JobProgress(null, 0, 0, 0, 0, 0, 0, 0, 0, "default", "", true, null);
	}

	@Override
	public JobReport report() {
		return new JobReport(Duration.ZERO, 0, 0, Map.of(), Map.of(), Map.of(), Map.of(), 0, 0, 0);
	}

}
