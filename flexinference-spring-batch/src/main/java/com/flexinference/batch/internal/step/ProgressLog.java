package com.flexinference.batch.internal.step;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import com.flexinference.batch.item.Failed;
import com.flexinference.batch.progress.JobProgress;
import com.flexinference.batch.progress.JobReport;
import com.flexinference.batch.progress.ProgressListener;

/**
 * Logs the progress of a step every ten seconds and the first failure of each code, and
 * calls a listener every second.
 */
public final class ProgressLog {

	private static final Log logger = LogFactory.getLog(ProgressLog.class);

	private static final int SECONDS = 10;

	private final String step;

	private final Supplier<JobProgress> progress;

	private final Supplier<JobReport> report;

	private final ProgressListener listener;

	private final long began = System.nanoTime();

	private final Set<String> codes = new HashSet<>();

	private long told;

	private boolean listenerFailed;

	public ProgressLog(String step, Supplier<JobProgress> progress, Supplier<JobReport> report,
			ProgressListener listener) {
		this.step = step;
		this.progress = progress;
		this.report = report;
		this.listener = listener;
	}

	public boolean nowAndThen() {
		long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - this.began);
		if (seconds == this.told) {
			return false;
		}
		this.told = seconds;
		JobProgress progress = this.progress.get();
		tell(() -> this.listener.progressed(progress));
		if (seconds % SECONDS == 0) {
			logger.info(this.step + ": " + progress);
		}
		return true;
	}

	void gaveUp(Failed<?> failed) {
		if (this.codes.add(failed.code())) {
			logger.warn(this.step + ": The item '" + failed.key() + "' is given up, the first one with the code "
					+ failed.code() + ": " + failed.failure().getMessage());
		}
	}

	public void end() {
		JobReport report = this.report.get();
		tell(() -> this.listener.progressed(this.progress.get()));
		tell(() -> this.listener.ended(report));
		logger.info(this.step + ": " + report);
	}

	private void tell(Runnable event) {
		try {
			event.run();
		}
		catch (RuntimeException | Error ex) {
			if (!this.listenerFailed) {
				logger.warn(this.step + ": The progress listener failed. Further failures of it are not logged.", ex);
			}
			this.listenerFailed = true;
		}
	}

}
