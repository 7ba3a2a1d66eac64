package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.flexinference.batch.internal.text.Texts;
import com.flexinference.client.StartWithin;

/**
 * Chooses the longest window with which a job still finishes by its deadline. A window is
 * right if three things hold:
 * <ul>
 * <li>with the latency that it is expected to have, all items are answered in nine tenths
 * of the time that is left;
 * <li>they are, on the standard tier, if each race that begins now is lost at the end of
 * its window;
 * <li>a request that is sent now is answered in time even if it takes three times as long
 * as usual after its window.
 * </ul>
 * If fewer races can run at once than requests, as many others as the deadline needs go
 * to the standard tier directly.
 *
 * @param left the time that is left, negative after the deadline, or {@code null} without
 * a deadline
 * @param remaining the number of items that are left, or {@code null} if it is not known
 */
record WindowPlanner(@Nullable Duration left, @Nullable Long remaining, int concurrency, int races,
		Latencies latencies) {

	private static final double USABLE = 0.9;

	private static final int TAIL = 3;

	private static final List<StartWithin> WINDOWS = Stream.of(600, 300, 120, 60, 30, 15, 10, 5)
		.map((seconds) -> StartWithin.of(Duration.ofSeconds(seconds)))
		.toList();

	Plan choose() {
		if (this.races == 0) {
			return standard("the model cannot race the flex tier");
		}
		if (this.left == null) {
			StartWithin longest = WINDOWS.get(0);
			return new Plan(longest, this.races, 0, raceRate(longest), true, "there is no deadline");
		}
		return WINDOWS.stream().map(this::plan).filter(Objects::nonNull).findFirst().orElseGet(() -> standard(null));
	}

	private @Nullable Plan plan(StartWithin window) {
		double standard = this.latencies.standard();
		double raced = seconds(window.duration());
		double raceRate = raceRate(window);
		if (raced + TAIL * standard > seconds(this.left)) {
			return null;
		}
		if (this.remaining == null) {
			return new Plan(window, this.races, 0, raceRate, true, "the number of items is not known");
		}
		double usable = seconds(this.left) * USABLE;
		double direct = Math.ceil(Math.max(0, this.remaining / usable - raceRate) * standard);
		double afterLoss = raced + standard + this.remaining * standard / this.concurrency;
		if (direct > this.concurrency - this.races || afterLoss > usable) {
			return null;
		}
		return new Plan(window, this.races, (int) direct, raceRate + direct / standard, true,
				why(Texts.format("%,d races at once give %.1f a second", this.races, raceRate)));
	}

	private double raceRate(StartWithin window) {
		return this.races / this.latencies.expected(window);
	}

	private Plan standard(@Nullable String reason) {
		double rate = this.concurrency / this.latencies.standard();
		double left = seconds(this.left);
		boolean inTime = left > 0 && (this.remaining == null || this.remaining / rate <= left);
		String why = Texts.format("%,d requests at once on the standard tier give %.1f a second%s", this.concurrency,
				rate, inTime ? "" : ", which is not enough");
		why = (left <= 0) ? "the deadline has passed" : (reason != null && inTime) ? reason : why(why);
		return new Plan(StartWithin.DEFAULT, 0, this.concurrency, rate, inTime, why);
	}

	private String why(String given) {
		if (this.remaining == null || this.left == null) {
			return given;
		}
		return Texts.format("%,d items in %s need %.1f a second, %s", this.remaining, Texts.duration(this.left),
				this.remaining / seconds(this.left), given);
	}

	private static double seconds(@Nullable Duration duration) {
		return (duration != null) ? duration.toMillis() / 1e3 : Double.MAX_VALUE;
	}

}
