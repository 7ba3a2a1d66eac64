package com.flexinference.template;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import com.flexinference.client.StartWithin;

/**
 * Overrides {@code start_within} in all calls of a template, for use in an incident. It
 * takes precedence over request, scope and defaults; a deadline still shortens it.
 * Initially nothing is overridden. Thread-safe.
 */
public final class StartWithinOverride {

	private static final Log logger = LogFactory.getLog(StartWithinOverride.class);

	private volatile @Nullable StartWithin startWithin;

	/**
	 * Return the current override.
	 * @return the tier or window, or {@code null} if nothing is overridden
	 */
	public @Nullable StartWithin get() {
		return this.startWithin;
	}

	/**
	 * Override {@code start_within} from the next call on.
	 * @param startWithin the tier or window
	 */
	public void set(StartWithin startWithin) {
		Assert.notNull(startWithin, "'startWithin' must not be null");
		this.startWithin = startWithin;
		logger.warn("All calls of the template now have start_within " + startWithin
				+ ", which replaces all other values, until the override is cleared.");
	}

	/**
	 * Remove the override.
	 */
	public void clear() {
		if (this.startWithin != null) {
			this.startWithin = null;
			logger.warn("The override of start_within has been cleared.");
		}
	}

}
