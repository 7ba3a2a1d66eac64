package com.flexinference.template;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import com.flexinference.client.StartWithin;

/**
 * What all calls of a template say for {@code start_within}, whatever request, scope and
 * defaults say: a switch for an incident, off at first. A deadline still shortens it.
 * Safe for use by several threads.
 */
public final class StartWithinOverride {

	private static final Log logger = LogFactory.getLog(StartWithinOverride.class);

	private volatile @Nullable StartWithin startWithin;

	/**
	 * Return what calls say at this time.
	 * @return the tier or window, or {@code null} if nothing is overridden
	 */
	public @Nullable StartWithin get() {
		return this.startWithin;
	}

	/**
	 * Override from the next call on.
	 * @param startWithin the tier or window
	 */
	public void set(StartWithin startWithin) {
		Assert.notNull(startWithin, "'startWithin' must not be null");
		this.startWithin = startWithin;
		logger.warn("All calls of the template now have start_within " + startWithin
				+ ", whatever they say themselves, until the override is cleared.");
	}

	/**
	 * Let calls say for themselves again.
	 */
	public void clear() {
		if (this.startWithin != null) {
			this.startWithin = null;
			logger.warn("Calls of the template have their own start_within again.");
		}
	}

}
