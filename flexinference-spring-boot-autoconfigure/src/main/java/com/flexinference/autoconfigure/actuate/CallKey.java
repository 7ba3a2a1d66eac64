package com.flexinference.autoconfigure.actuate;

import java.util.Locale;

import com.flexinference.client.observation.FlexInferenceRequestContext;

/**
 * What calls are grouped by. There are twenty groups at most.
 *
 * @param format the caller format, as in meters
 * @param requestedTier the tier that was asked for: {@code flex} for a duration
 */
record CallKey(String format, String requestedTier) implements Comparable<CallKey> {

	static CallKey of(FlexInferenceRequestContext context) {
		return new CallKey(context.getFormat().name().toLowerCase(Locale.ROOT), context.getRequestedTier());
	}

	@Override
	public int compareTo(CallKey other) {
		int formats = this.format.compareTo(other.format);
		return (formats != 0) ? formats : this.requestedTier.compareTo(other.requestedTier);
	}

	@Override
	public String toString() {
		return this.format + "/" + this.requestedTier;
	}

}
