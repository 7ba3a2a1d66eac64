package com.flexinference.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

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

import com.flexinference.client.StartWithin;
import com.flexinference.client.transport.Timeouts;

/**
 * Warns of settings of a client that contradict each other. Each makes sense alone, so
 * the application starts.
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

	// What several clients inherit is warned of once.
	private final Set<String> warnings = new LinkedHashSet<>();

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
		warn("flexinference", this.properties.client());
		this.properties.clients().forEach((name, client) -> warn("flexinference.clients." + name, client));
		this.warnings.forEach(logger::warn);
	}

	private void warn(String prefix, FlexInferenceClientProperties client) {
		// The comparison would fail with timeouts that are refused.
		ClientPropertyMapper.timeouts(client.timeout(), prefix + ".timeout.");
		Setting<StartWithin> startWithin = setting(prefix, client, ".start-within",
				FlexInferenceClientProperties::startWithin);
		Setting<Duration> window = new Setting<>(startWithin.name(),
				(startWithin.value() != null) ? startWithin.value().duration() : null);
		Setting<Duration> start = setting(prefix, client, ".timeout.start", (from) -> from.timeout().start());
		if (window.value() != null) {
			Duration needed = window.value().plus(Timeouts.START_ALLOWANCE);
			warnOfStart(window, start, needed);
			if (this.springMvc) {
				warnOfMvc(window, needed);
			}
		}
		warnOfConnect(setting(prefix, client, ".timeout.connect", (from) -> from.timeout().connect()), start, window);
		warnOfTotal(setting(prefix, client, ".timeout.total", (from) -> from.timeout().total()));
		warnOfSsl(setting(prefix, client, ".base-url", FlexInferenceClientProperties::baseUrl));
	}

	private <T> Setting<T> setting(String prefix, FlexInferenceClientProperties client, String name,
			Function<FlexInferenceClientProperties, @Nullable T> getter) {
		T own = getter.apply(client);
		return (own != null) ? new Setting<>(prefix + name, own)
				: new Setting<>("flexinference" + name, getter.apply(this.properties.client()));
	}

	private void warnOfMvc(Setting<Duration> window, Duration needed) {
		Duration configured = duration(MVC_TIMEOUT, ChronoUnit.MILLIS);
		Duration timeout = (configured != null) ? configured : DEFAULT_MVC_TIMEOUT;
		// Spring MVC takes zero and less for no timeout.
		if (timeout.compareTo(Duration.ZERO) > 0 && timeout.compareTo(needed) < 0) {
			this.warnings.add("'" + MVC_TIMEOUT + "' is " + ((configured != null) ? "" : "not set, so that it is ")
					+ timeout.toMillis() + "ms, but an answer can take " + needed.toSeconds() + "s to start: "
					+ needed.minus(Timeouts.START_ALLOWANCE).toSeconds() + "s of '" + window.name() + "' and "
					+ Timeouts.START_ALLOWANCE.toSeconds() + "s for the standard tier. An asynchronous response may "
					+ "end with status 503 before. Set '" + MVC_TIMEOUT + "' to more than " + needed.toSeconds()
					+ "s, or lower '" + window.name() + "'.");
		}
	}

	private void warnOfStart(Setting<Duration> window, Setting<Duration> start, Duration needed) {
		if (start.value() != null && start.value().compareTo(needed) < 0) {
			this.warnings.add("'" + start.name() + "' is " + start.value().toMillis() + "ms, but a request can wait "
					+ needed.minus(Timeouts.START_ALLOWANCE).toSeconds() + "s to start ('" + window.name()
					+ "'): the timeout is raised to " + needed.toSeconds()
					+ "s. A shorter one can only be set for a call.");
		}
	}

	private void warnOfConnect(Setting<Duration> connect, Setting<Duration> start, Setting<Duration> window) {
		Duration allowed = Timeouts.none().withStart(start.value()).startFor(window.value());
		if (connect.value() != null && connect.value().compareTo(allowed) > 0) {
			this.warnings.add("'" + connect.name() + "' is " + connect.value().toMillis() + "ms, but a request has "
					+ allowed.toMillis() + "ms to connect and start ('" + start.name() + "'): the connect timeout "
					+ "never expires. Decrease '" + connect.name() + "' or increase '" + start.name() + "'.");
		}
	}

	private void warnOfTotal(Setting<Duration> total) {
		Duration allowance = duration(GENERATION_ALLOWANCE, ChronoUnit.SECONDS);
		Duration cut = Timeouts.none().withTotal(total.value()).orElse(Timeouts.defaults()).total();
		if (allowance != null && cut != null && allowance.compareTo(cut) > 0) {
			this.warnings.add("'" + GENERATION_ALLOWANCE + "' is " + allowance.toMillis() + "ms, but an answer that is "
					+ "not streamed is cut " + cut.toMillis() + "ms after its start ('" + total.name() + "'). "
					+ "Decrease '" + GENERATION_ALLOWANCE + "' or increase '" + total.name() + "'.");
		}
	}

	private void warnOfSsl(Setting<String> url) {
		String bundle = this.properties.http().ssl().bundle();
		if (StringUtils.hasText(bundle) && StringUtils.startsWithIgnoreCase(url.value(), "http:")) {
			this.warnings.add("'flexinference.http.ssl.bundle' is '" + bundle + "', but '" + url.name()
					+ "' is a URL of plain http: the bundle is not used. Use https or remove the bundle.");
		}
	}

	private @Nullable Duration duration(String property, ChronoUnit unit) {
		String text = Binder.get(this.environment).bind(property, String.class).orElse("");
		try {
			return DurationStyle.detectAndParse(text, unit);
		}
		catch (IllegalArgumentException ex) {
			// The binding of the property reports it.
			return null;
		}
	}

	/**
	 * A value, and the property that sets it or could.
	 */
	private record Setting<T>(String name, @Nullable T value) {
	}

}
