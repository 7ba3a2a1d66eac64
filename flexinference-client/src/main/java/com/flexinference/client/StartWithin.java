package com.flexinference.client;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.internal.text.DurationText;

/**
 * The time that a request can wait to start, or a tier: the field {@code start_within}
 * (docs/wire-contract.md, section 2). With a duration, the request races for the
 * half-price flex tier and falls back to the standard tier. The other values name a tier.
 */
public final class StartWithin {

	/**
	 * The standard tier, at once.
	 */
	public static final StartWithin DEFAULT = new StartWithin("default", null);

	/**
	 * The priority tier.
	 */
	public static final StartWithin PRIORITY = new StartWithin("priority", null);

	/**
	 * The tier that the provider chooses.
	 */
	public static final StartWithin AUTO = new StartWithin("auto", null);

	/**
	 * The shortest duration, 5 seconds.
	 */
	public static final Duration SHORTEST = Duration.ofSeconds(5);

	/**
	 * The longest duration, 10 minutes.
	 */
	public static final Duration LONGEST = Duration.ofMinutes(10);

	/**
	 * The allowed values of the field, for messages.
	 */
	public static final String ALLOWED = "default, priority, auto, or a duration of whole seconds from "
			+ SHORTEST.toSeconds() + " s to " + LONGEST.toMinutes() + " min";

	private static final StartWithin KEY_DEFAULT = new StartWithin("key-default", null);

	private static final Pattern WIRE = Pattern.compile("[0-9]{2}h-[0-9]{2}m-[0-9]{2}s");

	static final String EXAMPLE = "\"start_within\": \"00h-00m-30s\"";

	private final String text;

	private final @Nullable Duration duration;

	private StartWithin(String text, @Nullable Duration duration) {
		this.text = text;
		this.duration = duration;
	}

	/**
	 * Race the flex tier for a time.
	 * @param duration whole seconds, from 5 seconds to 10 minutes
	 * @return a value with that duration
	 * @throws InvalidRequestException if the duration is out of range
	 */
	public static StartWithin of(Duration duration) {
		Assert.notNull(duration, "'duration' must not be null");
		if (!isAllowed(duration)) {
			throw new InvalidRequestException(violation(duration.toString()));
		}
		return new StartWithin(String.format(Locale.ROOT, "%02dh-%02dm-%02ds", duration.toHours(),
				duration.toMinutesPart(), duration.toSecondsPart()), duration);
	}

	/**
	 * Read a value.
	 * @param text {@code default}, {@code priority}, {@code auto}, {@code key-default},
	 * or a duration as on the wire ({@code 00h-00m-30s}), simple ({@code 30s},
	 * {@code 10m}) or in ISO-8601 ({@code PT30S})
	 * @return the value
	 * @throws InvalidRequestException if the text is none of these
	 */
	public static StartWithin parse(String text) {
		Assert.notNull(text, "'text' must not be null");
		StartWithin wire = (KEY_DEFAULT.text.equals(text)) ? KEY_DEFAULT : ofWire(text);
		if (wire != null) {
			return wire;
		}
		Duration duration = DurationText.parse(text);
		if (duration == null || !isAllowed(duration)) {
			throw new InvalidRequestException(violation(text));
		}
		return of(duration);
	}

	private static boolean isAllowed(Duration duration) {
		return duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0 && duration.getNano() == 0;
	}

	/**
	 * Use the default of the API key. The service refuses the request if the key has no
	 * default.
	 * @return a value that sends no field
	 */
	public static StartWithin keyDefault() {
		return KEY_DEFAULT;
	}

	static @Nullable StartWithin ofWire(String text) {
		for (StartWithin tier : new StartWithin[] { DEFAULT, PRIORITY, AUTO }) {
			if (tier.text.equals(text)) {
				return tier;
			}
		}
		if (!WIRE.matcher(text).matches()) {
			return null;
		}
		Duration duration = Duration.parse("PT" + text.replace("-", ""));
		StartWithin value = isAllowed(duration) ? of(duration) : null;
		// Unequal if there are more than 59 minutes or seconds.
		return (value != null && value.text.equals(text)) ? value : null;
	}

	static @Nullable StartWithin ofField(@Nullable RawJson json) {
		String text = (json != null) ? json.string() : null;
		return (text != null) ? ofWire(text) : null;
	}

	static InvalidRequestException.Violation violation(String text) {
		return new InvalidRequestException.Violation("start_within", "invalid_start_within",
				"must not be '" + InvalidRequestException.Violation.shown(text) + "'", ALLOWED, EXAMPLE);
	}

	/**
	 * Return the duration of the race for the flex tier.
	 * @return the duration, or {@code null} if this names a tier or the key's default
	 */
	public @Nullable Duration duration() {
		return this.duration;
	}

	StartWithin minus(Duration elapsed) {
		if (this.duration == null) {
			return this;
		}
		Duration left = Duration.ofSeconds(this.duration.minus(elapsed).toSeconds());
		return isAllowed(left) ? of(left) : DEFAULT;
	}

	/**
	 * Return whether the field is left to the API key's default.
	 * @return whether no field is sent
	 */
	public boolean isKeyDefault() {
		return this == KEY_DEFAULT;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof StartWithin that && this.text.equals(that.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	/**
	 * Return the value as on the wire.
	 * @return the value of the field, or {@code key-default}
	 */
	@Override
	@JsonValue
	public String toString() {
		return this.text;
	}

}
