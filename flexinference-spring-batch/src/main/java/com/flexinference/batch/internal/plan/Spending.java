package com.flexinference.batch.internal.plan;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import com.flexinference.batch.internal.ledger.Totals;
import com.flexinference.batch.internal.text.Texts;

/**
 * What a job has spent, and whether its budget allows another request. Answers without a
 * price, and requests whose answer was lost, count as much as the others do on average.
 * Amounts are millionths of a US dollar. Not thread-safe.
 */
final class Spending {

	/** How many answers without a price are enough to know that there are none. */
	private static final int UNPRICED = 20;

	/** How many requests are in flight before the first price is known. */
	private static final int FIRST = 8;

	private static final int SIZE = 512;

	private final @Nullable Long budget;

	private final Totals earlier;

	private final long pricedEarlier;

	private long before;

	/** The requests of earlier executions that {@link #before} does not have. */
	private long unpricedBefore;

	/** What this process may spend, or {@code null} for all that is left. */
	private @Nullable Long limit;

	/** Whether nothing fitted when nothing of any process was in flight. */
	private boolean over;

	/** What the latest answers would have cost on the standard tier. */
	private final long[] latest = new long[SIZE];

	private long priced;

	private long unpriced;

	/** The requests that may be charged although no answer arrived. */
	private long lost;

	private long spent;

	private long standard;

	private long high;

	Spending(@Nullable Long budget, Totals earlier, long repeated) {
		this.budget = budget;
		this.earlier = earlier;
		this.before = earlier.costMicroUsd();
		this.pricedEarlier = (this.before > 0) ? earlier.answered() : 0;
		this.unpricedBefore = repeated + earlier.answered() - this.pricedEarlier;
		this.high = (this.pricedEarlier > 0) ? earlier.standardMicroUsd() / this.pricedEarlier : 0;
	}

	/**
	 * Take note of what all processes that share the budget have done. Each of them may
	 * use half of its part of what is left, until it looks again: the others may have
	 * sent requests that are not counted yet, and further processes may start.
	 * @param committed what they have spent for answers that are committed
	 * @param allInFlight the requests of them in flight, with those that have been
	 * answered but not been added to what they have spent
	 * @param inFlight the requests in flight of this process
	 * @param processes the number of processes
	 */
	void share(long committed, long allInFlight, int inFlight, int processes) {
		if (this.budget != null) {
			long all = committed + estimated(this.lost, this.spent + this.earlier.costMicroUsd());
			this.before = Math.max(0, all - spent());
			this.unpricedBefore = 0;
			long left = this.budget - all - Math.max(allInFlight, inFlight) * this.high;
			this.limit = spent() + inFlight * this.high + left / (2 * processes);
			this.over = allInFlight == 0 && !allows(0);
		}
	}

	// Whether no other request will ever fit, if this process has none in flight.
	boolean isOver() {
		return (this.limit != null) ? this.over : !allows(0);
	}

	void add(Served served) {
		if (served.microUsd() == null) {
			this.unpriced++;
			return;
		}
		long microUsd = served.microUsd();
		// The flex tier has half the standard price.
		long onStandard = "flex".equals(served.tier()) ? 2 * microUsd : microUsd;
		this.latest[(int) (this.priced % SIZE)] = onStandard;
		this.priced++;
		this.spent += microUsd;
		this.standard += onStandard;
		if (this.budget != null && (this.priced < SIZE || this.priced % 16 == 0)) {
			long[] sorted = Arrays.copyOf(this.latest, (int) Math.min(this.priced, SIZE));
			Arrays.sort(sorted);
			this.high = sorted[(int) (0.95 * (sorted.length - 1) + 0.5)];
		}
	}

	void lost() {
		this.lost++;
	}

	// What earlier executions and other processes have spent.
	long before() {
		return this.before + estimated(this.unpricedBefore, this.spent + this.earlier.costMicroUsd());
	}

	long spent() {
		return this.spent + estimated(estimates(), this.spent + this.earlier.costMicroUsd());
	}

	long standard() {
		return this.standard + estimated(estimates(), this.standard + this.earlier.standardMicroUsd());
	}

	private long estimated(long requests, long sum) {
		return (prices() > 0) ? requests * sum / prices() : 0;
	}

	private long prices() {
		return this.priced + this.pricedEarlier;
	}

	long estimates() {
		return this.unpriced + this.lost;
	}

	// Whether another request fits in addition to those of this process in flight, each
	// taken at the 95th percentile of the standard price.
	boolean allows(int inFlight) {
		if (this.budget == null) {
			return true;
		}
		long most = (this.limit != null) ? this.limit : this.budget - before();
		if (prices() == 0) {
			return inFlight < FIRST && this.unpriced < UNPRICED && most > 0;
		}
		return spent() + (inFlight + 1) * this.high <= most;
	}

	String reason() {
		String limit = Texts.usd((this.budget != null) ? this.budget : 0);
		if (prices() == 0 && this.unpriced >= UNPRICED) {
			return "The budget of " + limit + " cannot be kept because the answers have no price. Use a model with a"
					+ " price, or set no budget.";
		}
		return "The budget of " + limit + " does not cover another request: " + Texts.usd(before() + spent())
				+ " are spent. Start the job again with a larger budget to continue.";
	}

}
