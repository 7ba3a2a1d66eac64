package com.flexinference.autoconfigure.actuate;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import com.flexinference.client.ClientSettings;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.InvalidRequestException;
import com.flexinference.client.StartWithin;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.transport.Timeouts;
import com.flexinference.template.StartWithinOverride;

/**
 * {@link Endpoint @Endpoint} that shows how the clients are set up and what came of their
 * recent calls, and overrides {@code start_within} of all calls of the template.
 */
@Endpoint(id = "flexinference")
public class FlexInferenceEndpoint {

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

	/**
	 * Return how the clients are set up and what came of their recent calls. The service
	 * is not asked.
	 * @return a description without secrets and content
	 */
	@ReadOperation
	public FlexInferenceDescriptor flexInference() {
		return new FlexInferenceDescriptor(map(this.clients, (client) -> ClientDescriptor.of(client.settings())),
				FormatDescriptor.all(), OverrideDescriptor.of(this.override),
				(this.statistics != null) ? StatisticsDescriptor.of(this.statistics) : null);
	}

	/**
	 * Return what the service tells, asked for when it was not in the last minute.
	 * @param part what to ask for
	 * @return the answer that each client got
	 */
	@ReadOperation
	public ServiceDescriptor service(@Selector ServicePart part) {
		return new ServiceDescriptor(map(this.parts.getOrDefault(part, Map.of()), Cached::get));
	}

	/**
	 * Override {@code start_within} of all calls of the template from now on.
	 * @param startWithin the tier or window
	 */
	@WriteOperation
	public void override(String startWithin) {
		try {
			switchOf("overridden").set(StartWithin.parse(startWithin.trim()));
		}
		catch (InvalidRequestException ex) {
			String problem = "'startWithin' is wrong. " + ex.getMessage();
			throw new InvalidEndpointRequestException(problem, problem);
		}
	}

	/**
	 * Let calls of the template say {@code start_within} for themselves again.
	 */
	@DeleteOperation
	public void clearOverride() {
		switchOf("cleared").clear();
	}

	private StartWithinOverride switchOf(String what) {
		if (this.override == null) {
			String problem = "Nothing can be " + what + ": there is no StartWithinOverride bean.";
			throw new InvalidEndpointRequestException(problem, problem);
		}
		return this.override;
	}

	private static <T, R> Map<String, R> map(Map<String, T> values, Function<T, R> function) {
		Map<String, R> mapped = new LinkedHashMap<>();
		values.forEach((name, value) -> mapped.put(name, function.apply(value)));
		return mapped;
	}

	/**
	 * Description of clients and their calls.
	 *
	 * @param clients the clients, by the name of their bean
	 * @param formats the caller formats
	 * @param override what overrides {@code start_within}, or {@code null}
	 * @param statistics what came of recent calls, or {@code null} if they are not
	 * observed
	 */
	public record FlexInferenceDescriptor(Map<String, ClientDescriptor> clients, List<FormatDescriptor> formats,
			@Nullable OverrideDescriptor override,
			@Nullable StatisticsDescriptor statistics) implements OperationResponseBody {
	}

	/**
	 * Description of a client.
	 *
	 * @param baseUrl where the service is
	 * @param keyFingerprint the first 8 hexadecimal digits of the SHA-256 of the API key,
	 * or {@code null} if there is none
	 * @param model the model of requests that name none, or {@code null}
	 * @param startWithin how long requests wait to start that say nothing, or
	 * {@code null}
	 * @param timeouts the clocks
	 * @param maxAttempts how often a request may be sent
	 */
	public record ClientDescriptor(String baseUrl, @Nullable String keyFingerprint, @Nullable String model,
			@Nullable String startWithin, TimeoutsDescriptor timeouts, int maxAttempts) {

		private static ClientDescriptor of(ClientSettings settings) {
			StartWithin startWithin = settings.startWithin();
			return new ClientDescriptor(settings.baseUrl(), settings.keyFingerprint(), settings.model(),
					(startWithin != null) ? startWithin.toString() : null, TimeoutsDescriptor.of(settings.timeouts()),
					settings.maxAttempts());
		}

	}

	/**
	 * Description of the clocks of a client.
	 *
	 * @param connect the limit to connect
	 * @param start the limit to the start, raised for a longer {@code start_within}
	 * @param idle the limit of silence in a stream
	 * @param total the limit of an answer that is not streamed
	 */
	public record TimeoutsDescriptor(@Nullable Duration connect, @Nullable Duration start, @Nullable Duration idle,
			@Nullable Duration total) {

		private static TimeoutsDescriptor of(Timeouts timeouts) {
			return new TimeoutsDescriptor(timeouts.connect(), timeouts.start(), timeouts.idle(), timeouts.total());
		}

	}

	/**
	 * Description of a caller format.
	 *
	 * @param name the name, as in meters
	 * @param path the path below the base URL
	 */
	public record FormatDescriptor(String name, String path) {

		private static List<FormatDescriptor> all() {
			return Arrays.stream(CallerFormat.values())
				.map((format) -> new FormatDescriptor(format.name().toLowerCase(Locale.ROOT), format.path()))
				.toList();
		}

	}

	/**
	 * Description of an override.
	 *
	 * @param startWithin what all calls of the template say
	 */
	public record OverrideDescriptor(String startWithin) {

		private static @Nullable OverrideDescriptor of(@Nullable StartWithinOverride override) {
			StartWithin startWithin = (override != null) ? override.get() : null;
			return (startWithin != null) ? new OverrideDescriptor(startWithin.toString()) : null;
		}

	}

	/**
	 * Description of what the service tells.
	 *
	 * @param clients the answers, by the name of the client's bean
	 */
	public record ServiceDescriptor(Map<String, ServicePart.Descriptor> clients) implements OperationResponseBody {
	}

}
