package com.flexinference.client.internal.transport;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.transport.TimeoutKind;
import com.flexinference.client.transport.Timeouts;

/**
 * The timeouts of one request, greater than zero. A request carries them as the attribute
 * {@link #ATTRIBUTE}; without it the default start and idle timeouts apply.
 *
 * @param start the value of {@link TimeoutKind#START}
 * @param idle the value of {@link TimeoutKind#IDLE}, or {@code null} for none
 * @param total the value of {@link TimeoutKind#TOTAL}, or {@code null} for none
 * @param deadline the end of {@link TimeoutKind#CALL}, which several requests may share,
 * or {@code null} for none
 */
public record RequestTimeouts(Duration start, @Nullable Duration idle, @Nullable Duration total,
		@Nullable CallDeadline deadline) {

	/**
	 * The name of the request attribute.
	 */
	public static final String ATTRIBUTE = RequestTimeouts.class.getName();

	static final RequestTimeouts DEFAULTS = new RequestTimeouts(Objects.requireNonNull(Timeouts.defaults().start()),
			Timeouts.defaults().idle(), null, null);

	static RequestTimeouts from(Map<String, Object> attributes) {
		return (attributes.get(ATTRIBUTE) instanceof RequestTimeouts timeouts) ? timeouts : DEFAULTS;
	}

}
