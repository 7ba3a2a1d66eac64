package com.flexinference.batch.internal.ledger;

import java.util.Map;

/**
 * What all executions of a job have done. Amounts are millionths of a US dollar.
 *
 * @param answered the items that were answered
 * @param failures the items that were given up, by code
 * @param tiers the answers by the tier that served them
 * @param unpriced the answers without a price
 * @param costMicroUsd what was spent, estimated where an answer has no price
 * @param standardMicroUsd what the same would have cost on the standard tier
 */
public record Totals(long answered, Map<String, Long> failures, Map<String, Long> tiers, long unpriced,
		long costMicroUsd, long standardMicroUsd) {

	/**
	 * Copy the maps.
	 */
	public Totals {
		failures = Map.copyOf(failures);
		tiers = Map.copyOf(tiers);
	}

	/**
	 * Return the number of items that were given up.
	 * @return the number
	 */
	public long failed() {
		return this.failures.values().stream().mapToLong(Long::longValue).sum();
	}

}
