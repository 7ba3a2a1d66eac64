package com.flexinference.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.springframework.web.context.WebApplicationContext;

import com.flexinference.client.transport.Timeouts;

/**
 * Warns of settings that contradict each other. Each makes sense alone, so the
 * application starts.
 */
class ContradictingSettings {

	private static final Log logger = LogFactory.getLog(ContradictingSettings.class);

	private static final String MVC_TIMEOUT = "spring.mvc.async.request-timeout";

	private static final String GENERATION_ALLOWANCE = "flexinference.template.generation-allowance";

	// That of Tomcat and Jetty, because Spring MVC has none of its own
	private static final Duration DEFAULT_MVC_TIMEOUT = Duration.ofSeconds(30);

	private final FlexInferenceProperties properties;

	private final Environment environment;

	private final boolean springMvc;

	ContradictingSettings(FlexInferenceProperties properties, Environment environment, boolean springMvc) {
		this.properties = properties;
		this.environment = environment;
		this.springMvc = springMvc;
	}

	static void warn(FlexInferenceProperties properties, ApplicationContext context) {
		ClassLoader classLoader = ContradictingSettings.class.getClassLoader();
		boolean springMvc = ClassUtils.isPresent("org.springframework.web.servlet.DispatcherServlet", classLoader)
				&& context instanceof WebApplicationContext;
		new ContradictingSettings(properties, context.getEnvironment(), springMvc).warn();
	}

	void warn() {
		Duration window = window(this.properties);
		if (window != null) {
			warnOfStart(window);
		}
		warnOfMvc("flexinference", window);
		this.properties.getClients()
			.forEach((name, client) -> warnOfMvc("flexinference.clients." + name, window(client)));
		warnOfConnect(window);
		warnOfTotal();
		warnOfSsl();
	}

	private static @Nullable Duration window(FlexInferenceClientProperties client) {
		return (client.getStartWithin() != null) ? client.getStartWithin().duration() : null;
	}

	private void warnOfMvc(String prefix, @Nullable Duration window) {
		if (!this.springMvc || window == null) {
			return;
		}
		Duration configured = duration(MVC_TIMEOUT, ChronoUnit.MILLIS);
		Duration timeout = (configured != null) ? configured : DEFAULT_MVC_TIMEOUT;
		Duration needed = window.plus(Timeouts.START_ALLOWANCE);
		// Spring MVC takes zero and less for no timeout.
		if (timeout.compareTo(Duration.ZERO) > 0 && timeout.compareTo(needed) < 0) {
			logger.warn("'" + MVC_TIMEOUT + "' is " + ((configured != null) ? "" : "not set, so that it is ")
					+ timeout.toMillis() + "ms, but an answer can take " + needed.toSeconds() + "s to start: "
					+ window.toSeconds() + "s of '" + prefix + ".start-within' and "
					+ Timeouts.START_ALLOWANCE.toSeconds() + "s for the standard tier. An asynchronous response may "
					+ "end with status 503 before. Set '" + MVC_TIMEOUT + "' to more than " + needed.toSeconds()
					+ "s, or lower '" + prefix + ".start-within'.");
		}
	}

	private void warnOfStart(Duration window) {
		Duration start = this.properties.getTimeout().getStart();
		Duration needed = window.plus(Timeouts.START_ALLOWANCE);
		if (start != null && start.compareTo(needed) < 0) {
			logger.warn("'flexinference.timeout.start' is " + start.toMillis() + "ms, but a request can wait "
					+ window.toSeconds() + "s to start ('flexinference.start-within'): the timeout is raised to "
					+ needed.toSeconds() + "s. A shorter one can only be set for a call.");
		}
	}

	private void warnOfConnect(@Nullable Duration window) {
		Duration connect = this.properties.getTimeout().getConnect();
		Duration start = orDefault(this.properties.getTimeout().getStart(), Timeouts.defaults().start());
		if (window != null && start.compareTo(window.plus(Timeouts.START_ALLOWANCE)) < 0) {
			start = window.plus(Timeouts.START_ALLOWANCE);
		}
		if (connect != null && connect.compareTo(start) > 0) {
			logger.warn("'flexinference.timeout.connect' is " + connect.toMillis() + "ms, but a request has "
					+ start.toMillis() + "ms to connect and start ('flexinference.timeout.start'): the connect timeout "
					+ "never expires. Raise the one or lower the other.");
		}
	}

	private void warnOfTotal() {
		Duration allowance = duration(GENERATION_ALLOWANCE, ChronoUnit.SECONDS);
		Duration total = orDefault(this.properties.getTimeout().getTotal(), Timeouts.defaults().total());
		if (allowance != null && allowance.compareTo(total) > 0) {
			logger.warn("'" + GENERATION_ALLOWANCE + "' is " + allowance.toMillis() + "ms, but an answer that is not "
					+ "streamed is cut " + total.toMillis() + "ms after its start ('flexinference.timeout.total'). "
					+ "Raise the one or lower the other.");
		}
	}

	private void warnOfSsl() {
		String bundle = this.properties.getHttp().getSsl().getBundle();
		String url = this.properties.getBaseUrl();
		if (StringUtils.hasText(bundle) && url != null && url.toLowerCase(Locale.ROOT).startsWith("http:")) {
			logger.warn("'flexinference.http.ssl.bundle' is '" + bundle + "', but 'flexinference.base-url' is a URL of "
					+ "plain http: the bundle is not used. Use https or remove the bundle.");
		}
	}

	private static Duration orDefault(@Nullable Duration duration, @Nullable Duration defaultDuration) {
		return (duration != null) ? duration : Objects.requireNonNull(defaultDuration);
	}

	private @Nullable Duration duration(String property, ChronoUnit unit) {
		String text = Binder.get(this.environment).bind(property, String.class).orElse("");
		try {
			return DurationStyle.detectAndParse(text, unit);
		}
		catch (IllegalArgumentException ex) {
			// Whoever uses the property reports it.
			return null;
		}
	}

}
