package com.flexinference.batch.internal.step;

import org.jspecify.annotations.Nullable;

import com.flexinference.batch.internal.ledger.LedgerRow;
import com.flexinference.batch.item.Answered;
import com.flexinference.batch.item.Failed;

/**
 * What became of an item: one of answer and failure.
 *
 * @param <I> the type of the item
 * @param <O> the type of the answer
 * @param row the row for the ledger
 * @param answered the answer, or {@code null}
 * @param failed the failure, or {@code null}
 */
record Outcome<I, O>(LedgerRow row, @Nullable Answered<I, O> answered, @Nullable Failed<I> failed) {

}
