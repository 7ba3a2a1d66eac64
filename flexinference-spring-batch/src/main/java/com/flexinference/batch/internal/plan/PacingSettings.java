package com.flexinference.batch.internal.plan;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

import com.flexinference.batch.internal.ledger.Totals;
import com.flexinference.client.FlexInferenceClient;

/**
 * What a job says about time, money and load.
 *
 * @param finishBy a time in the time zone of the process, or {@code null}
 * @param budgetMicroUsd millionths of a US dollar, or {@code null} for no limit
 * @param items the number of items, or {@code null} if it is not known
 */
public record PacingSettings(int concurrency, @Nullable LocalTime finishBy, @Nullable Long budgetMicroUsd,
		@Nullable Long items) {

	public PacingSettings items(long newItems) {
		return new PacingSettings(this.concurrency, this.finishBy, this.budgetMicroUsd, newItems);
	}

	/**
	 * Start the pacing of one execution of a step. It reads the limits of the
	 * organization and logs what they allow.
	 * @param started when the job started, or {@code null} for now; the next time of
	 * {@link #finishBy} counts
	 * @param earlier what earlier executions of the job have done
	 * @param repeated the requests of them whose answers were lost
	 */
	public Pacing start(FlexInferenceClient client, @Nullable LocalDateTime started, Totals earlier, long repeated) {
		InstantSource clock = InstantSource.system();
		Forecast forecast = Forecast.read(client);
		Instant deadline = deadline((started != null) ? started : LocalDateTime.now(), ZoneId.systemDefault());
		Spending spending = new Spending(this.budgetMicroUsd, earlier, repeated);
		forecast.log(this, deadline, spending.before(), clock.instant());
		return new Pacing(this, deadline, forecast, spending, clock);
	}

	@Nullable Instant deadline(LocalDateTime started, ZoneId zone) {
		if (this.finishBy == null) {
			return null;
		}
		LocalDateTime today = started.toLocalDate().atTime(this.finishBy);
		return (today.isAfter(started) ? today : today.plusDays(1)).atZone(zone).toInstant();
	}

}
