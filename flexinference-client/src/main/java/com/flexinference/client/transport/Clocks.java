package com.flexinference.client.transport;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * The clocks of one request, greater than zero. A request carries them as the attribute
 * {@link #ATTRIBUTE}; without it the {@link #defaults() defaults} apply.
 *
 * @param start the limit of {@link Clock#START}
 * @param idle the limit of {@link Clock#IDLE}, or {@code null} for none
 * @param total the limit of {@link Clock#TOTAL}, or {@code null} for none
 * @param limit the limit of {@link Clock#LIMIT}, which several requests may share, or
 * {@code null} for none
 */
public record Clocks(Duration start, @Nullable Duration idle, @Nullable Duration total, @Nullable Limit limit) {

	/**
	 * The name of the request attribute.
	 */
	public static final String ATTRIBUTE = Clocks.class.getName();

	private static final Clocks DEFAULTS = new Clocks(Objects.requireNonNull(Timeouts.defaults().start()),
			Timeouts.defaults().idle(), null);

	/**
	 * Create clocks from limits that are greater than zero.
	 */
	public Clocks {
		Assert.notNull(start, "'start' must not be null");
		new Timeouts(null, start, idle, total);
	}

	/**
	 * Create clocks without a limit of the whole.
	 * @param start the limit of {@link Clock#START}
	 * @param idle the limit of {@link Clock#IDLE}, or {@code null} for none
	 * @param total the limit of {@link Clock#TOTAL}, or {@code null} for none
	 */
	public Clocks(Duration start, @Nullable Duration idle, @Nullable Duration total) {
		this(start, idle, total, null);
	}

	/**
	 * Return the clocks of a request that carries none: 60 seconds to the start, 60
	 * seconds idle and no limit in total.
	 * @return the default clocks
	 */
	public static Clocks defaults() {
		return DEFAULTS;
	}

	static Clocks from(Map<String, Object> attributes) {
		return (attributes.get(ATTRIBUTE) instanceof Clocks clocks) ? clocks : DEFAULTS;
	}

}
