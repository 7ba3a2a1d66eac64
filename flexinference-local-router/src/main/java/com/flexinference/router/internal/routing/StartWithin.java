package com.flexinference.router.internal.routing;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A valid {@code start_within} (docs/wire-contract.md, section 2.1): a tier, or the
 * window of a race.
 */
public record StartWithin(String text, @Nullable Duration window) {

	private static final Set<String> TIERS = Set.of("default", "priority", "auto");

	private static final Pattern DURATION = Pattern.compile("([0-9]{2})h-([0-9]{2})m-([0-9]{2})s");

	private static final Duration SHORTEST = Duration.ofSeconds(5);

	private static final Duration LONGEST = Duration.ofMinutes(10);

	public static @Nullable StartWithin parse(String text) {
		if (TIERS.contains(text)) {
			return new StartWithin(text, null);
		}
		Matcher matcher = DURATION.matcher(text);
		if (!matcher.matches()) {
			return null;
		}
		Duration window = Duration.ofHours(Integer.parseInt(matcher.group(1)))
			.plusMinutes(Integer.parseInt(matcher.group(2)))
			.plusSeconds(Integer.parseInt(matcher.group(3)));
		boolean inRange = window.compareTo(SHORTEST) >= 0 && window.compareTo(LONGEST) <= 0;
		return inRange ? new StartWithin(text, window) : null;
	}

}
