package com.flexinference.router;

import java.time.Duration;

/**
 * Checks of the arguments that users of the router pass.
 */
final class Checks {

	private Checks() {
	}

	static int range(int value, int least, int most, String name) {
		if (value < least || value > most) {
			throw new IllegalArgumentException(
					name + " must be between " + least + " and " + most + ", but was " + value);
		}
		return value;
	}

	static int notNegative(int value, String name) {
		return range(value, 0, Integer.MAX_VALUE, name);
	}

	static double share(double value, String name) {
		if (!(value >= 0 && value <= 1)) {
			throw new IllegalArgumentException(name + " must be between 0 and 1, but was " + value);
		}
		return value;
	}

	static Duration notNegative(Duration value, String name) {
		if (value.isNegative()) {
			throw new IllegalArgumentException(name + " must not be negative, but was " + value);
		}
		return value;
	}

}
