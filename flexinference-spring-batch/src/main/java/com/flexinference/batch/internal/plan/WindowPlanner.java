package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.util.List;
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
 */
final class WindowPlanner {

	private static final double USABLE = 0.9;

	private static final int TAIL = 3;

	private static final List<StartWithin> WINDOWS = Stream.of(600, 300, 120, 60, 30, 15, 10, 5)
		.map((seconds) -> StartWithin.of(Duration.ofSeconds(seconds)))
		.toList();

	private WindowPlanner() {
	}

	static Plan choose(Situation now) {
		Duration left = now.left();
		if (now.races() == 0) {
			return standard((left != null) ? left.toMillis() / 1e3 : Double.MAX_VALUE, now,
					"the model cannot race the flex tier");
		}
		if (left == null) {
			StartWithin longest = WINDOWS.get(0);
			return new Plan(longest, now.races(), 0, now.races() / now.latencies().expected(longest), true,
					"there is no deadline");
		}
		double seconds = left.toMillis() / 1e3;
		for (StartWithin window : WINDOWS) {
			Plan plan = plan(window, seconds, now);
			if (plan != null) {
				return plan;
			}
		}
		return standard(seconds, now, null);
	}

	private static @Nullable Plan plan(StartWithin window, double left, Situation now) {
		double standard = now.latencies().standard();
		double raced = (window.duration() != null) ? window.duration().toSeconds() : 0;
		if (raced + TAIL * standard > left) {
			return null;
		}
		double raceRate = now.races() / now.latencies().expected(window);
		if (now.remaining() == null) {
			return new Plan(window, now.races(), 0, raceRate, true, "the number of items is not known");
		}
		double usable = left * USABLE;
		double needed = now.remaining() / usable;
		double direct = Math.ceil(Math.max(0, needed - raceRate) * standard);
		double afterLoss = raced + standard + now.remaining() * standard / now.concurrency();
		if (direct > now.concurrency() - now.races() || afterLoss > usable) {
			return null;
		}
		double rate = raceRate + direct / standard;
		return new Plan(window, now.races(), (int) direct, rate, true, why(now.remaining(), left,
				Texts.format("%,d races at once give %.1f a second", now.races(), raceRate)));
	}

	private static Plan standard(double left, Situation now, @Nullable String reason) {
		double rate = now.concurrency() / now.latencies().standard();
		Long remaining = now.remaining();
		boolean inTime = left > 0 && (remaining == null || remaining / rate <= left);
		String why = Texts.format("%,d requests at once on the standard tier give %.1f a second%s", now.concurrency(),
				rate, inTime ? "" : ", which is not enough");
		why = (left <= 0) ? "the deadline has passed" : (reason != null && inTime) ? reason : why(remaining, left, why);
		return new Plan(StartWithin.DEFAULT, 0, now.concurrency(), rate, inTime, why);
	}

	private static String why(@Nullable Long remaining, double left, String given) {
		if (remaining == null) {
			return given;
		}
		return Texts.format("%,d items in %s need %.1f a second, %s", remaining,
				Texts.duration(Duration.ofSeconds((long) left)), remaining / left, given);
	}

}
