package com.flexinference.client.observation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.common.KeyValue;
import org.jspecify.annotations.Nullable;

import com.flexinference.client.internal.text.ForeignText;

/**
 * Bounds the values of an open set, so that a service that invents new ones cannot fill a
 * meter registry. Known values always pass.
 */
final class BoundedValues {

	static final String OTHER = "other";

	private static final int MAX_UNKNOWN = 50;

	private final Set<String> known;

	private final Set<String> unknown = ConcurrentHashMap.newKeySet();

	BoundedValues(String... known) {
		this.known = Set.of(known);
	}

	String of(@Nullable String value) {
		if (value == null) {
			return KeyValue.NONE_VALUE;
		}
		if (this.known.contains(value) || this.unknown.contains(value)) {
			return value;
		}
		if (this.unknown.size() >= MAX_UNKNOWN || !ForeignText.isName(value)) {
			return OTHER;
		}
		this.unknown.add(value);
		return value;
	}

}
