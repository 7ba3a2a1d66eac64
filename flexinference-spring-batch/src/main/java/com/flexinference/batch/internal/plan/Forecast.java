package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import com.flexinference.batch.internal.text.Texts;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexLimits;

/**
 * The pace that the limits of the organization allow. The service has no limit for what
 * own keys spend.
 *
 * @param raceSlots the races that can run at once, or {@code null} if it is not known
 * @param managed the limits of managed keys, or {@code null} if there is none or they are
 * not known
 */
record Forecast(@Nullable Long raceSlots, FlexLimits.@Nullable Managed managed) {

	private static final Log logger = LogFactory.getLog(Forecast.class);

	static final Forecast UNKNOWN = new Forecast(null, null);

	static Forecast read(FlexInferenceClient client) {
		try {
			FlexLimits limits = client.limits();
			return new Forecast(limits.flexRaceSlots(), limits.managed());
		}
		catch (FlexInferenceException ex) {
			logger.warn("The limits of the organization could not be read. The job continues without them: "
					+ ex.getMessage());
			return UNKNOWN;
		}
	}

	/**
	 * Return why the service refuses every request, or {@code null} if it serves.
	 */
	@Nullable String paused() {
		if (this.managed == null || !"paused".equals(this.managed.serving())) {
			return null;
		}
		return (this.managed.pausedReason() != null) ? this.managed.pausedReason() : "paused";
	}

	void log(PacingSettings settings, @Nullable Instant deadline, long spent, Instant now) {
		lines(settings, deadline, spent, now).forEach(logger::info);
	}

	List<String> lines(PacingSettings settings, @Nullable Instant deadline, long spent, Instant now) {
		List<String> lines = new ArrayList<>();
		long races = Math.min(settings.concurrency(), (this.raceSlots != null) ? this.raceSlots : Long.MAX_VALUE);
		if (races < settings.concurrency()) {
			lines.add(Texts.format("The organization can race %,d requests at once, so that %,d of the %,d requests in"
					+ " flight can have the flex price", races, races, settings.concurrency()));
		}
		if (deadline != null) {
			Duration left = Duration.between(now, deadline);
			lines.add(Texts.format(
					"There are %s until the deadline: about %,d answers on the flex tier, or %,d with the"
							+ " standard tier, at %.0f s each%s",
					Texts.duration(left), answers(left, races), answers(left, settings.concurrency()),
					Latencies.UNKNOWN,
					(settings.items() != null) ? Texts.format(", for %,d items", settings.items()) : ""));
		}
		if (settings.budgetMicroUsd() != null) {
			lines.add(Texts.format("The budget is %s, of which %s are spent", Texts.usd(settings.budgetMicroUsd()),
					Texts.usd(spent)));
		}
		if (this.managed != null) {
			lines.addAll(lines(this.managed));
		}
		return lines;
	}

	private static List<String> lines(FlexLimits.Managed managed) {
		List<String> lines = new ArrayList<>();
		if (managed.spendRemainingMicroUsd() != null) {
			lines.add("The service lets managed keys spend " + Texts.usd(managed.spendRemainingMicroUsd()));
		}
		if (managed.balanceMicroUsd() != null) {
			lines.add("The prepaid balance of managed keys is " + Texts.usd(managed.balanceMicroUsd()));
		}
		if (managed.dailyLimitMicroUsd() != null && managed.dailyRemainingMicroUsd() != null) {
			lines.add(Texts.format("Managed keys can spend %s of the daily limit of %s%s",
					Texts.usd(managed.dailyRemainingMicroUsd()), Texts.usd(managed.dailyLimitMicroUsd()),
					(managed.dailyResetsAt() != null) ? ", which is renewed at " + managed.dailyResetsAt() : ""));
		}
		return lines;
	}

	private static long answers(Duration left, long concurrency) {
		return Math.max(0, (long) (left.toSeconds() / Latencies.UNKNOWN * concurrency));
	}

}
