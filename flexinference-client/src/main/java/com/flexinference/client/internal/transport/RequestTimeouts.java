package com.flexinference.client.internal.transport;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import com.flexinference.client.transport.TimeoutKind;
import com.flexinference.client.transport.Timeouts;

/**
 * The timeouts of one request, greater than zero. A request carries them as the attribute
 * {@link #ATTRIBUTE}; without it the {@link #defaults() defaults} apply.
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

	private static final RequestTimeouts DEFAULTS = new RequestTimeouts(
			Objects.requireNonNull(Timeouts.defaults().start()), Timeouts.defaults().idle(), null);

	/**
	 * Create timeouts from times that are greater than zero.
	 */
	public RequestTimeouts {
		Assert.notNull(start, "'start' must not be null");
		new Timeouts(null, start, idle, total);
	}

	/**
	 * Create timeouts without a deadline.
	 * @param start the value of {@link TimeoutKind#START}
	 * @param idle the value of {@link TimeoutKind#IDLE}, or {@code null} for none
	 * @param total the value of {@link TimeoutKind#TOTAL}, or {@code null} for none
	 */
	public RequestTimeouts(Duration start, @Nullable Duration idle, @Nullable Duration total) {
		this(start, idle, total, null);
	}

	/**
	 * Return the timeouts of a request that carries none: 60 seconds to the start, 60
	 * seconds idle and no total.
	 * @return the default timeouts
	 */
	public static RequestTimeouts defaults() {
		return DEFAULTS;
	}

	static RequestTimeouts from(Map<String, Object> attributes) {
		return (attributes.get(ATTRIBUTE) instanceof RequestTimeouts timeouts) ? timeouts : DEFAULTS;
	}

}
