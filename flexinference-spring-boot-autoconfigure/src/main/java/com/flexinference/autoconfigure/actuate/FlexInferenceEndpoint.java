package com.flexinference.autoconfigure.actuate;

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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

import com.flexinference.autoconfigure.actuate.RecentCallsObservationHandler.StatisticsDescriptor;
import com.flexinference.autoconfigure.internal.StartWithinText;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexModel;
import com.flexinference.client.InvalidRequestException;
import com.flexinference.client.RequestOptions;
import com.flexinference.client.StartWithin;
import com.flexinference.client.internal.text.ForeignText;
import com.flexinference.template.StartWithinOverride;

/**
 * {@link WebEndpoint @WebEndpoint} that shows the settings and the recent calls of the
 * clients, and overrides {@code start_within} of all calls of the template. It requests
 * models and limits of the service at most once a minute.
 */
@WebEndpoint(id = "flexinference")
class FlexInferenceEndpoint {

	private static final Log logger = LogFactory.getLog(FlexInferenceEndpoint.class);

	private static final RequestOptions OPTIONS = RequestOptions.none().withCallTimeout(Duration.ofSeconds(10));

	private final Map<String, FlexInferenceClient> clients;

	private final Map<ServicePart, Cached<ServiceDescriptor>> parts = new EnumMap<>(ServicePart.class);

	private final @Nullable StartWithinOverride override;

	private final @Nullable RecentCallsObservationHandler recentCalls;

	FlexInferenceEndpoint(Map<String, FlexInferenceClient> clients, @Nullable StartWithinOverride override,
			@Nullable RecentCallsObservationHandler recentCalls) {
		this.clients = clients;
		this.override = override;
		this.recentCalls = recentCalls;
		for (ServicePart part : ServicePart.values()) {
			this.parts.put(part, new Cached<>(() -> ask(part), Duration.ofMinutes(1), System::nanoTime));
		}
	}

	private <T> Map<String, T> map(Function<FlexInferenceClient, T> function) {
		Map<String, T> mapped = new LinkedHashMap<>();
		this.clients.forEach((name, client) -> mapped.put(name, function.apply(client)));
		return mapped;
	}

	@ReadOperation
	FlexInferenceDescriptor flexInference() {
		StartWithin startWithin = (this.override != null) ? this.override.get() : null;
		return new FlexInferenceDescriptor(map(FlexInferenceClient::settings),
				(startWithin != null) ? new OverrideDescriptor(startWithin) : null,
				(this.recentCalls != null) ? this.recentCalls.describe() : null);
	}

	@ReadOperation
	ServiceDescriptor service(@Selector ServicePart part) {
		return Objects.requireNonNull(this.parts.get(part)).get();
	}

	private ServiceDescriptor ask(ServicePart part) {
		return new ServiceDescriptor(map((client) -> {
			Instant now = Instant.now();
			try {
				return new AnswerDescriptor(now, (part == ServicePart.LIMITS) ? client.limits(OPTIONS).json()
						: client.models().list(OPTIONS).stream().map(FlexModel::json).toList(), null);
			}
			catch (FlexInferenceException ex) {
				String code = (ex instanceof FlexInferenceResponseException response) ? response.code() : null;
				return new AnswerDescriptor(now, null,
						(code != null && ForeignText.isName(code)) ? code : ex.getClass().getSimpleName());
			}
		}));
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
		Principal user = security.getPrincipal();
		String name = (user != null) ? "'" + ForeignText.neutralize(user.getName(), 100) + "'" : "an anonymous user";
		logger.warn("The override of start_within is " + change + " by " + name + " on the endpoint.");
		action.accept(this.override);
		return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT);
	}

	private static WebEndpointResponse<ProblemDescriptor> refused(String message) {
		return new WebEndpointResponse<>(new ProblemDescriptor(message), WebEndpointResponse.STATUS_BAD_REQUEST);
	}

	record FlexInferenceDescriptor(Map<String, FlexInferenceClient.Settings> clients,
			@Nullable OverrideDescriptor override,
			@Nullable StatisticsDescriptor statistics) implements OperationResponseBody {
	}

	record OverrideDescriptor(StartWithin startWithin) {
	}

	record ProblemDescriptor(String message) implements OperationResponseBody {
	}

	enum ServicePart {

		MODELS, LIMITS

	}

	record ServiceDescriptor(Map<String, AnswerDescriptor> clients) implements OperationResponseBody {
	}

	record AnswerDescriptor(Instant askedAt, @Nullable Object answer, @Nullable String error) {
	}

}
