package com.flexinference.batch.internal.plan;

import java.time.LocalDateTime;

import org.jspecify.annotations.Nullable;

import com.flexinference.batch.progress.JobProgress;
import com.flexinference.batch.progress.JobReport;
import com.flexinference.client.FlexInferenceClient;

/**
 * The pacing of all blocks of a job that run in this process, which share its permits.
 */
public final class SharedPacing {

	private final AdaptivePacing pacing;

	/**
	 * Start the pacing.
	 * @param settings what the job says
	 * @param client reads the limits
	 * @param started when the job started
	 */
	public SharedPacing(PacingSettings settings, FlexInferenceClient client, LocalDateTime started) {
		this.pacing = settings.startAdaptive(client, started, 0);
	}

	/**
	 * Take note of what all workers have done.
	 * @param left the items that are left for all of them
	 * @param spentMicroUsd what all of them have spent
	 * @param workers the number of workers
	 */
	public void share(long left, long spentMicroUsd, int workers) {
		this.pacing.share(left, spentMicroUsd, workers);
	}

	/**
	 * Return the pacing of a block.
	 * @return a new pacing, which is stopped alone
	 */
	public Pacing block() {
		return new BlockPacing(this.pacing);
	}

	/**
	 * The pacing of a block.
	 */
	private static final class BlockPacing implements Pacing {

		private final AdaptivePacing pacing;

		private volatile boolean stopped;

		BlockPacing(AdaptivePacing pacing) {
			this.pacing = pacing;
		}

		@Override
		public @Nullable Permit acquire() throws InterruptedException {
			return this.pacing.acquire(() -> this.stopped);
		}

		@Override
		public void completed() {
			this.pacing.completed();
		}

		@Override
		public void gaveUp(String code) {
			this.pacing.gaveUp(code);
		}

		@Override
		public void skipped() {
			this.pacing.skipped();
		}

		@Override
		public void stop() {
			this.stopped = true;
			this.pacing.wake();
		}

		@Override
		public @Nullable String stopReason() {
			return this.pacing.stopReason();
		}

		@Override
		public JobProgress progress() {
			return this.pacing.progress();
		}

		@Override
		public JobReport report(long repeated) {
			return this.pacing.report(repeated);
		}

	}

}
