package com.flexinference.autoconfigure;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import com.flexinference.client.StartWithin;

/**
 * Warns of settings that contradict each other. Each makes sense alone, so the
 * application starts.
 */
class ContradictingSettings {

	private static final Log logger = LogFactory.getLog(ContradictingSettings.class);

	private static final String MVC_TIMEOUT = "spring.mvc.async.request-timeout";

	private static final Duration ALLOWANCE = Duration.ofSeconds(30);

	private final FlexInferenceProperties properties;

	private final Environment environment;

	private final boolean springMvc;

	ContradictingSettings(FlexInferenceProperties properties, Environment environment, boolean springMvc) {
		this.properties = properties;
		this.environment = environment;
		this.springMvc = springMvc;
	}

	static void warn(FlexInferenceProperties properties, Environment environment) {
		boolean springMvc = ClassUtils.isPresent("org.springframework.web.servlet.DispatcherServlet",
				ContradictingSettings.class.getClassLoader());
		new ContradictingSettings(properties, environment, springMvc).warn();
	}

	void warn() {
		StartWithin startWithin = this.properties.getStartWithin();
		Duration window = (startWithin != null) ? startWithin.duration() : null;
		if (window != null) {
			warnOfMvc(window);
			warnOfStart(window);
		}
	}

	private void warnOfMvc(Duration window) {
		Duration timeout = mvcTimeout();
		// Spring MVC takes zero and less for no timeout.
		if (timeout != null && timeout.compareTo(Duration.ZERO) > 0 && timeout.compareTo(window) < 0) {
			logger.warn("'" + MVC_TIMEOUT + "' is " + timeout.toMillis() + "ms, but a request can wait "
					+ window.toSeconds()
					+ "s to start ('flexinference.start-within'): an asynchronous response may end "
					+ "before its answer starts. Raise the one or lower the other.");
		}
	}

	private void warnOfStart(Duration window) {
		Duration start = this.properties.getTimeout().getStart();
		Duration needed = window.plus(ALLOWANCE);
		if (start != null && start.compareTo(needed) < 0) {
			logger.warn("'flexinference.timeout.start' is " + start.toMillis() + "ms, but a request can wait "
					+ window.toSeconds() + "s to start ('flexinference.start-within'): the clock is raised to "
					+ needed.toSeconds() + "s. A shorter one can only be set for a call.");
		}
	}

	private @Nullable Duration mvcTimeout() {
		String text = this.environment.getProperty(MVC_TIMEOUT);
		try {
			return (this.springMvc && StringUtils.hasText(text)) ? DurationStyle.detectAndParse(text) : null;
		}
		catch (IllegalArgumentException ex) {
			// Spring MVC tells of it.
			return null;
		}
	}

}
