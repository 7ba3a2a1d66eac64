package com.flexinference.batch.internal.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What became of an item.
 *
 * @param id the id of the item
 * @param key the key of the item, for people
 * @param outcome what became of it
 * @param code the code of a failure, or {@code null}
 * @param detail what a failure says, or {@code null}
 * @param tier the tier that served, or {@code null}
 * @param startWithin the {@code start_within} of an answered request, or {@code null}
 * @param costMicroUsd the cost in millionths of a US dollar, or {@code null} if the
 * answer was not priced
 */
public record LedgerRow(ItemId id, String key, Outcome outcome, @Nullable String code, @Nullable String detail,
		@Nullable String tier, @Nullable String startWithin, @Nullable Long costMicroUsd) {

	public enum Outcome {

		/**
		 * It was answered.
		 */
		ANSWERED,

		/**
		 * It cannot be answered, and its request is not sent again.
		 */
		FAILED,

		/**
		 * Its request was sent as often as allowed. The next execution sends it again.
		 */
		GAVE_UP

	}

}
