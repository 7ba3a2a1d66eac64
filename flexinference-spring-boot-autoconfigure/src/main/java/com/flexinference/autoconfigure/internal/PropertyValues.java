package com.flexinference.autoconfigure.internal;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Refuses values of properties, after they are bound. A time that is not set is valid.
 */
public final class PropertyValues {

	private PropertyValues() {
	}

	public static void check(boolean valid, String name, @Nullable Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException(name, value, reason);
		}
	}

	public static void checkTimeout(String name, @Nullable Duration timeout) {
		check(timeout == null || timeout.compareTo(Duration.ZERO) > 0, name, timeout,
				"A timeout must be greater than zero.");
	}

	public static void checkTime(String name, @Nullable Duration time) {
		check(time == null || !time.isNegative(), name, time, "A time must not be negative.");
	}

}
