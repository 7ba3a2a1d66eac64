package com.flexinference.batch.progress;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import com.flexinference.batch.internal.text.Texts;

/**
 * Progress of an execution of a job. Amounts are millionths of a US dollar.
 *
 * @param items the number of items, or {@code null} if it is not known
 * @param answered the items that this execution got an answer for
 * @param failed the items that it gave up
 * @param skipped the items that an earlier execution had answered or given up
 * @param inFlight the requests in flight
 * @param concurrency the maximum number of requests in flight at present
 * @param perSecond the items of the last minute, for each second
 * @param costMicroUsd the cost of this execution, estimated for answers without a price
 * @param standardMicroUsd the cost of the same answers on the standard tier
 * @param startWithin the current {@code start_within} of requests
 * @param why the reason for this value
 * @param inTime whether the job is expected to meet its deadline
 * @param finish when it is expected to finish, or {@code null} if that is not known
 */
public record JobProgress(@Nullable Long items, long answered, long failed, long skipped, int inFlight, int concurrency,
		double perSecond, long costMicroUsd, long standardMicroUsd, String startWithin, String why, boolean inTime,
		@Nullable Instant finish) {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

	/**
	 * Return the number of items that are complete.
	 * @return the items that were answered, given up or skipped
	 */
	public long done() {
		return this.answered + this.failed + this.skipped;
	}

	/**
	 * Return what was saved compared with the standard tier.
	 * @return millionths of a US dollar
	 */
	public long savedMicroUsd() {
		return this.standardMicroUsd - this.costMicroUsd;
	}

	/**
	 * Return the progress in a line.
	 */
	@Override
	public String toString() {
		StringBuilder line = new StringBuilder(
				Texts.format("%,d", done()) + ((this.items != null) ? Texts.format("/%,d", this.items) : ""));
		line.append(Texts.format(" done, %,d failed, %.1f/s, %,d in flight, %s, %s saved", this.failed, this.perSecond,
				this.inFlight, Texts.usd(this.costMicroUsd), Texts.usd(savedMicroUsd())));
		if (this.finish != null) {
			line.append(", done by ").append(TIME.format(this.finish.atZone(ZoneId.systemDefault())));
		}
		if (this.concurrency == 0 && (this.items == null || done() < this.items)) {
			line.append(", no worker has a block, start one with 'flexinference.batch.role=worker'");
		}
		return line.append(this.inTime ? "" : " (late)").toString();
	}

}
