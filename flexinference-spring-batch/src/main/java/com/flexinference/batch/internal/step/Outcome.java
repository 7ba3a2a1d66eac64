package com.flexinference.batch.internal.step;

import org.jspecify.annotations.Nullable;

import com.flexinference.batch.internal.ledger.LedgerRow;
import com.flexinference.batch.item.Answered;
import com.flexinference.batch.item.Failed;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.StartWithin;
import com.flexinference.client.message.Cost;

/**
 * What became of an item: one of answer and failure.
 */
record Outcome<I, O>(LedgerRow row, @Nullable Answered<I, O> answered, @Nullable Failed<I> failed) {

	static <I, O> Outcome<I, O> answered(Asked<I> asked, StartWithin window, O value, FlexResponse response) {
		LedgerRow row = row(asked, LedgerRow.Outcome.ANSWERED, null, null, window.toString(), response);
		return new Outcome<>(row, new Answered<>(asked.item(), asked.key(), value, response), null);
	}

	static <I, O> Outcome<I, O> failed(Asked<I> asked, FlexInferenceException failure,
			@Nullable FlexResponse response) {
		boolean isFinal = Failures.of(failure) == Failures.FINAL;
		String code = Failures.code(failure);
		LedgerRow row = row(asked, isFinal ? LedgerRow.Outcome.FAILED : LedgerRow.Outcome.GAVE_UP, code,
				failure.getMessage(), null, response);
		return new Outcome<>(row, null, new Failed<>(asked.item(), asked.key(), code, failure));
	}

	private static LedgerRow row(Asked<?> asked, LedgerRow.Outcome outcome, @Nullable String code,
			@Nullable String detail, @Nullable String startWithin, @Nullable FlexResponse response) {
		Cost cost = (response != null) ? response.cost() : null;
		return new LedgerRow(asked.id(), asked.key(), outcome, code, detail,
				(response != null) ? response.servedTier() : null, startWithin,
				(cost != null) ? cost.microUsd() : null);
	}

}
