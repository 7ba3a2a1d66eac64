package com.flexinference.batch.internal.plan;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import com.flexinference.batch.internal.text.Texts;

/**
 * What a job has spent, and whether its budget allows another request. Amounts are
 * millionths of a US dollar.
 */
final class Spending {

	/**
	 * How many answers without a price are enough to know that there are none.
	 */
	private static final int UNPRICED = 20;

	private static final int SIZE = 512;

	private static final int FIRST = 8;

	private final @Nullable Long budget;

	private long before;

	/** What this process had spent when it last took note of what all have spent. */
	private long noted;

	private int processes = 1;

	private boolean exact = true;

	/** What the latest answers would have cost on the standard tier. */
	private final long[] latest = new long[SIZE];

	private long priced;

	private long unpriced;

	private long spent;

	private long standard;

	private long high;

	Spending(@Nullable Long budget, long before) {
		this.budget = budget;
		this.before = before;
	}

	/**
	 * Take note of what all processes have spent. It has at least what this process had
	 * spent the last time; what it spent since then may count twice until the next time.
	 * @param all what they have spent
	 * @param newProcesses their number
	 */
	void share(long all, int newProcesses) {
		long spent = spent();
		this.exact = spent == this.noted;
		this.before = Math.max(0, all - this.noted);
		this.noted = spent;
		this.processes = newProcesses;
	}

	/**
	 * Return whether no other request will ever fit into the budget.
	 * @return whether it is spent for good
	 */
	boolean isOver() {
		return this.exact && !allows(0);
	}

	/**
	 * Add an answer. The flex tier has half the standard price.
	 * @param served the answer
	 */
	void add(Served served) {
		if (served.microUsd() == null) {
			unpriced();
			return;
		}
		long microUsd = served.microUsd();
		long onStandard = "flex".equals(served.tier()) ? 2 * microUsd : microUsd;
		this.latest[(int) (this.priced % SIZE)] = onStandard;
		this.priced++;
		this.spent += microUsd;
		this.standard += onStandard;
		if (this.priced < SIZE || this.priced % 16 == 0) {
			long[] sorted = Arrays.copyOf(this.latest, (int) Math.min(this.priced, SIZE));
			Arrays.sort(sorted);
			this.high = sorted[(int) (0.95 * (sorted.length - 1) + 0.5)];
		}
	}

	/**
	 * Add an answer without a price, or a request that may be charged although no answer
	 * arrived. It counts as much as the others do on average.
	 */
	void unpriced() {
		this.unpriced++;
	}

	long spent() {
		return this.spent + estimated(this.spent);
	}

	long standard() {
		return this.standard + estimated(this.standard);
	}

	private long estimated(long sum) {
		return (this.priced > 0) ? this.unpriced * sum / this.priced : 0;
	}

	long unpricedAnswers() {
		return this.unpriced;
	}

	/**
	 * Return whether another request fits into the budget in addition to those in flight,
	 * each taken at the 95th percentile of the standard price. One of several processes
	 * has an equal part of what was left when it last took note of all.
	 * @param inFlight the requests in flight
	 * @return whether it does
	 */
	boolean allows(int inFlight) {
		if (this.budget == null) {
			return true;
		}
		if (this.priced == 0) {
			return inFlight < FIRST && this.unpriced < UNPRICED && this.before < this.budget;
		}
		long left = this.budget - this.before - this.noted;
		return spent() - this.noted + (inFlight + 1) * this.high <= left / this.processes;
	}

	String reason() {
		long limit = (this.budget != null) ? this.budget : 0;
		if (this.priced == 0 && this.unpriced >= UNPRICED) {
			return "The budget of %s cannot be kept because the answers have no price. Use a model with a price, or set no budget."
				.formatted(Texts.usd(limit));
		}
		return "The budget of %s does not cover another request: %s are spent. Start the job again with a larger budget to go on."
			.formatted(Texts.usd(limit), Texts.usd(this.before + spent()));
	}

}
