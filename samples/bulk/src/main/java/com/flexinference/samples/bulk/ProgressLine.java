package com.flexinference.samples.bulk;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import com.flexinference.batch.progress.JobProgress;
import com.flexinference.batch.progress.JobReport;
import com.flexinference.batch.progress.ProgressListener;

/**
 * Shows the progress in a line of the console.
 */
@Component
class ProgressLine implements ProgressListener {

	private @Nullable ProgressBar bar;

	@Override
	public void progressed(JobProgress progress) {
		if (this.bar == null) {
			this.bar = new ProgressBarBuilder().setInitialMax((progress.items() != null) ? progress.items() : -1)
				.setStyle(ProgressBarStyle.ASCII)
				.hideEta()
				.setMaxRenderedLength(150)
				.build();
		}
		this.bar.stepTo(progress.done());
		this.bar.setExtraMessage(" " + progress);
	}

	@Override
	public void ended(JobReport report) {
		if (this.bar != null) {
			this.bar.close();
		}
		System.out.println(report);
	}

}
