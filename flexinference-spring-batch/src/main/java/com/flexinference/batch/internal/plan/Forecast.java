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
 * The pace that the limits of the organization allow.
 *
 * @param raceSlots the races that can run at once, or {@code null} if it is not known
 * @param spendable what can be spent with managed keys in millionths of a US dollar, or
 * {@code null} if there is no limit or it is not known
 * @param dailyResetsAt when the limit of a day is renewed, or {@code null}
 * @param paused why the service refuses every request, or {@code null} if it serves
 */
record Forecast(@Nullable Long raceSlots, @Nullable Long spendable, @Nullable Instant dailyResetsAt,
		@Nullable String paused) {

	private static final Log logger = LogFactory.getLog(Forecast.class);

	static final Forecast UNKNOWN = new Forecast(null, null, null, null);

	static Forecast read(FlexInferenceClient client) {
		try {
			FlexLimits limits = client.limits();
			FlexLimits.Managed managed = limits.managed();
			if (managed == null) {
				return new Forecast(limits.flexRaceSlots(), null, null, null);
			}
			String reason = (managed.pausedReason() != null) ? managed.pausedReason() : "paused";
			return new Forecast(limits.flexRaceSlots(), managed.spendRemainingMicroUsd(), managed.dailyResetsAt(),
					"paused".equals(managed.serving()) ? reason : null);
		}
		catch (FlexInferenceException ex) {
			logger.warn("The limits of the organization could not be read. The job continues without them: "
					+ ex.getMessage());
			return UNKNOWN;
		}
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
		if (this.spendable != null) {
			lines.add(Texts.format("The service lets managed keys spend %s%s", Texts.usd(this.spendable),
					(this.dailyResetsAt != null) ? ", the daily limit is renewed at " + this.dailyResetsAt : ""));
		}
		return lines;
	}

	private static long answers(Duration left, long concurrency) {
		return Math.max(0, (long) (left.toSeconds() / Latencies.UNKNOWN * concurrency));
	}

}
