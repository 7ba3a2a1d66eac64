package com.flexinference.batch.progress;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

import com.flexinference.batch.internal.text.Texts;

/**
 * Report of an execution of a job. Amounts are millionths of a US dollar.
 *
 * @param took the time since the start
 * @param answered the items that were answered
 * @param skipped the items that an earlier execution had answered or given up
 * @param failures the items that were given up, by code
 * @param retries the requests that failed and were sent again or may be, by code
 * @param tiers the answers by the tier that served them
 * @param windows the answers by the {@code start_within} of their request
 * @param repeated the requests that were in flight when earlier executions of the job
 * died or failed, as of their last commit, and were sent again
 * @param unpriced the answers without a price and the requests that may be charged
 * although no answer arrived, both of which the costs estimate
 * @param costMicroUsd the total cost
 * @param standardMicroUsd the cost of the same answers on the standard tier
 */
public record JobReport(Duration took, long answered, long skipped, Map<String, Long> failures,
		Map<String, Long> retries, Map<String, Long> tiers, Map<String, Long> windows, long repeated, long unpriced,
		long costMicroUsd, long standardMicroUsd) {

	/**
	 * Copy the maps.
	 */
	public JobReport {
		failures = Map.copyOf(failures);
		retries = Map.copyOf(retries);
		tiers = Map.copyOf(tiers);
		windows = Map.copyOf(windows);
	}

	/**
	 * Return the report in lines.
	 */
	@Override
	public String toString() {
		double seconds = Math.max(0.001, this.took.toMillis() / 1e3);
		long failed = this.failures.values().stream().mapToLong(Long::longValue).sum();
		return Texts.format("""
				Answered %,d, failed %,d, answered before %,d in %.1f s (%.1f a second)
				  Cost      %s
				  Tiers     %s
				  Windows   %s
				  Failures  %s
				  Refusals  %s
				  Repeated  %,d, in flight when earlier executions died""", this.answered, failed, this.skipped,
				seconds, this.answered / seconds, cost(), text(this.tiers), text(this.windows), text(this.failures),
				text(this.retries), this.repeated);
	}

	private String cost() {
		if (this.unpriced > 0 && this.costMicroUsd == 0) {
			return Texts.format("unknown, because %,d answers have no price", this.unpriced);
		}
		return Texts.format("%s (%s on the standard tier, %s saved)%s", Texts.usd(this.costMicroUsd),
				Texts.usd(this.standardMicroUsd), Texts.usd(this.standardMicroUsd - this.costMicroUsd),
				(this.unpriced > 0) ? Texts.format(", estimated for %,d without a price", this.unpriced) : "");
	}

	private static String text(Map<String, Long> counts) {
		return counts.isEmpty() ? "none"
				: counts.entrySet()
					.stream()
					.sorted(Map.Entry.<String, Long>comparingByValue().reversed())
					.map((count) -> Texts.format("%s %,d", count.getKey(), count.getValue()))
					.collect(Collectors.joining(", "));
	}

}
