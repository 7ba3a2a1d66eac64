package com.flexinference.autoconfigure.internal;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Checks the values of properties, after they are bound.
 */
public final class PropertyValues {

	private PropertyValues() {
	}

	/**
	 * Refuse a value unless it is valid.
	 * @param valid whether the value is valid
	 * @param name the name of the property
	 * @param value the value
	 * @param reason a sentence that says which values are allowed
	 * @throws InvalidConfigurationPropertyValueException if the value is not valid
	 */
	public static void check(boolean valid, String name, @Nullable Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException(name, value, reason);
		}
	}

	/**
	 * Refuse a time that is zero or negative.
	 * @param name the name of the property
	 * @param timeout the value, valid if {@code null}
	 */
	public static void checkTimeout(String name, @Nullable Duration timeout) {
		check(timeout == null || timeout.compareTo(Duration.ZERO) > 0, name, timeout,
				"A timeout must be greater than zero.");
	}

	/**
	 * Refuse a time that is negative.
	 * @param name the name of the property
	 * @param time the value, valid if {@code null}
	 */
	public static void checkTime(String name, @Nullable Duration time) {
		check(time == null || !time.isNegative(), name, time, "A time must not be negative.");
	}

}
