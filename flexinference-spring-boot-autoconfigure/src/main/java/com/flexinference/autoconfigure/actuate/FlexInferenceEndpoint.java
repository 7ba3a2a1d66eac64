package com.flexinference.autoconfigure.actuate;

import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.util.StringUtils;

import com.flexinference.autoconfigure.internal.StartWithinText;
import com.flexinference.client.ClientSettings;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.InvalidRequestException;
import com.flexinference.client.StartWithin;
import com.flexinference.client.internal.text.ForeignText;
import com.flexinference.client.transport.Timeouts;
import com.flexinference.template.StartWithinOverride;

/**
 * {@link WebEndpoint @WebEndpoint} that shows how the clients are set up and what came of
 * their recent calls, and overrides {@code start_within} of all calls of the template. Of
 * the service it shows models and limits, requested at most once a minute, and nothing
 * else.
 */
@WebEndpoint(id = "flexinference")
class FlexInferenceEndpoint {

	private static final Log logger = LogFactory.getLog(FlexInferenceEndpoint.class);

	private final Map<String, FlexInferenceClient> clients;

	private final Map<ServicePart, Map<String, Cached<ServicePart.Descriptor>>> parts = new LinkedHashMap<>();

	private final @Nullable StartWithinOverride override;

	private final @Nullable CallStatistics statistics;

	FlexInferenceEndpoint(Map<String, FlexInferenceClient> clients, @Nullable StartWithinOverride override,
			@Nullable CallStatistics statistics) {
		this.clients = clients;
		this.override = override;
		this.statistics = statistics;
		for (ServicePart part : ServicePart.values()) {
			this.parts.put(part, map(clients, part::cached));
		}
	}

	@ReadOperation
	FlexInferenceDescriptor flexInference() {
		return new FlexInferenceDescriptor(map(this.clients, (client) -> ClientDescriptor.of(client.settings())),
				OverrideDescriptor.of(this.override), (this.statistics != null) ? this.statistics.describe() : null);
	}

	@ReadOperation
	ServiceDescriptor service(@Selector ServicePart part) {
		return new ServiceDescriptor(map(this.parts.getOrDefault(part, Map.of()), Cached::get));
	}

	@WriteOperation
	WebEndpointResponse<ProblemDescriptor> override(SecurityContext security, @Nullable String startWithin) {
		if (!StringUtils.hasText(startWithin)) {
			return refused("The body must be a JSON object with the field 'startWithin': " + StartWithinText.ALLOWED);
		}
		try {
			StartWithin parsed = StartWithinText.parse(startWithin);
			return change(security, "set to " + parsed, (override) -> override.set(parsed));
		}
		catch (InvalidRequestException ex) {
			return refused("'startWithin' is '" + ForeignText.neutralize(startWithin, 100) + "'. "
					+ StartWithinText.problem(startWithin) + " Allowed are " + StartWithinText.ALLOWED);
		}
	}

	@DeleteOperation
	WebEndpointResponse<ProblemDescriptor> clearOverride(SecurityContext security) {
		return change(security, "cleared", StartWithinOverride::clear);
	}

	private WebEndpointResponse<ProblemDescriptor> change(SecurityContext security, String change,
			Consumer<StartWithinOverride> action) {
		if (this.override == null) {
			return refused("There is no override, because there is no StartWithinOverride bean.");
		}
		Principal principal = security.getPrincipal();
		logger
			.warn("The override of start_within is "
					+ change + " by " + ((principal != null)
							? "'" + ForeignText.neutralize(principal.getName(), 100) + "'" : "an anonymous user")
					+ " on the endpoint.");
		action.accept(this.override);
		return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT);
	}

	private static WebEndpointResponse<ProblemDescriptor> refused(String message) {
		return new WebEndpointResponse<>(new ProblemDescriptor(message), WebEndpointResponse.STATUS_BAD_REQUEST);
	}

	private static <T, R> Map<String, R> map(Map<String, T> values, Function<T, R> function) {
		Map<String, R> mapped = new LinkedHashMap<>();
		values.forEach((name, value) -> mapped.put(name, function.apply(value)));
		return mapped;
	}

	record FlexInferenceDescriptor(Map<String, ClientDescriptor> clients, @Nullable OverrideDescriptor override,
			@Nullable StatisticsDescriptor statistics) implements OperationResponseBody {
	}

	record ClientDescriptor(String baseUrl, @Nullable String keyFingerprint, @Nullable String model,
			@Nullable String startWithin, Timeouts timeouts, int maxAttempts) {

		private static ClientDescriptor of(ClientSettings settings) {
			StartWithin startWithin = settings.startWithin();
			return new ClientDescriptor(settings.baseUrl(), settings.keyFingerprint(), settings.model(),
					(startWithin != null) ? startWithin.toString() : null, settings.timeouts(), settings.maxAttempts());
		}

	}

	record OverrideDescriptor(String startWithin) {

		private static @Nullable OverrideDescriptor of(@Nullable StartWithinOverride override) {
			StartWithin startWithin = (override != null) ? override.get() : null;
			return (startWithin != null) ? new OverrideDescriptor(startWithin.toString()) : null;
		}

	}

	record ProblemDescriptor(String message) implements OperationResponseBody {

	}

	record ServiceDescriptor(Map<String, ServicePart.Descriptor> clients) implements OperationResponseBody {
	}

}
