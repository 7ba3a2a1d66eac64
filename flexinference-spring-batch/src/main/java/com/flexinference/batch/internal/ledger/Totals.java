package com.flexinference.batch.internal.ledger;

import java.util.HashMap;
import java.util.Map;

/**
 * What all executions of a job have done. Amounts are millionths of a US dollar.
 *
 * @param answered the items that were answered
 * @param failures the items that were given up, by code
 * @param tiers the answers by the tier that served them
 * @param windows the answers by the {@code start_within} of their request
 * @param unpriced the answers without a price
 * @param costMicroUsd the total cost, estimated where an answer has no price
 * @param standardMicroUsd the cost of the same answers on the standard tier
 */
public record Totals(long answered, Map<String, Long> failures, Map<String, Long> tiers, Map<String, Long> windows,
		long unpriced, long costMicroUsd, long standardMicroUsd) {

	public Totals {
		failures = Map.copyOf(failures);
		tiers = Map.copyOf(tiers);
		windows = Map.copyOf(windows);
	}

	public long failed() {
		return this.failures.values().stream().mapToLong(Long::longValue).sum();
	}

	public long done() {
		return this.answered + failed();
	}

	public Totals minus(Totals before) {
		return new Totals(this.answered - before.answered, minus(this.failures, before.failures),
				minus(this.tiers, before.tiers), minus(this.windows, before.windows), this.unpriced - before.unpriced,
				this.costMicroUsd - before.costMicroUsd, this.standardMicroUsd - before.standardMicroUsd);
	}

	private static Map<String, Long> minus(Map<String, Long> all, Map<String, Long> before) {
		Map<String, Long> rest = new HashMap<>(all);
		before.forEach((name, count) -> rest.computeIfPresent(name, (key, sum) -> (sum > count) ? sum - count : null));
		return rest;
	}

}
