package com.flexinference.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.Timeouts;

/**
 * Maps {@link FlexInferenceProperties} to a {@link FlexInferenceClient.Builder}.
 */
class ClientPropertyMapper {

	private final PropertyMapper map = PropertyMapper.get();

	private final FlexInferenceProperties properties;

	private final HttpSettings http;

	ClientPropertyMapper(FlexInferenceProperties properties, HttpSettings http) {
		this.properties = properties;
		this.http = http;
	}

	FlexInferenceClient.Builder builder(FlexInferenceConnectionDetails connectionDetails) {
		FlexInferenceClient.Builder builder = common(connectionDetails);
		this.map.from(connectionDetails::getApiKey).whenHasText().to(builder::apiKey);
		return builder;
	}

	/**
	 * Return the builder of a further client. Takes from the first what the client does
	 * not set, except the API key.
	 * @param name the name of the client
	 * @param connectionDetails the details of the first client
	 * @return a new builder
	 */
	FlexInferenceClient.Builder builder(String name, FlexInferenceConnectionDetails connectionDetails) {
		FlexInferenceClientProperties client = this.properties.getClients()
			.getOrDefault(name, new FlexInferenceClientProperties());
		FlexInferenceConnectionDetails own = connectionDetails.forClient(name);
		own = (own != null) ? own : FlexInferenceConnectionDetails.of(client);
		FlexInferenceClient.Builder builder = common(connectionDetails).name(name);
		this.map.from(own::getApiKey).whenHasText().to(builder::apiKey);
		this.map.from(own::getBaseUrl).whenHasText().to(builder::baseUrl);
		String prefix = "flexinference.clients." + name + ".";
		return builder.defaults(defaults(client, prefix)).timeouts(timeouts(client, prefix + "timeout."));
	}

	private FlexInferenceClient.Builder common(FlexInferenceConnectionDetails connectionDetails) {
		FlexInferenceClient.Builder builder = FlexInferenceClient.builder();
		this.map.from(connectionDetails::getBaseUrl).whenHasText().to(builder::baseUrl);
		this.map.from(maxAttempts()).to(builder::maxAttempts);
		return builder.allowInsecureHttp(this.properties.isAllowInsecureHttp())
			.defaults(defaults(this.properties, "flexinference."))
			.timeouts(timeouts(this.properties, "flexinference.timeout."))
			.http(this.http);
	}

	private FlexRequest defaults(FlexInferenceClientProperties client, String prefix) {
		FlexRequest.Builder request = FlexRequest.builder();
		this.map.from(client::getModel).whenHasText().to(request::model);
		this.map.from(client::getStartWithin).to((startWithin) -> request.startWithin(startWithin));
		this.map.from(client::getMaxTokens).to((tokens) -> {
			check(tokens > 0, prefix + "max-tokens", tokens, "There must be at least one token.");
			request.maxTokens(tokens);
		});
		this.map.from(client::getTemperature).to((temperature) -> {
			check(temperature >= 0 && Double.isFinite(temperature), prefix + "temperature", temperature,
					"A temperature must be a number of zero or more.");
			request.temperature(temperature);
		});
		return request.build();
	}

	private static void check(boolean valid, String name, @Nullable Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException(name, value, reason);
		}
	}

	Timeouts timeouts(FlexInferenceClientProperties client, String prefix) {
		FlexInferenceClientProperties.Timeout properties = client.getTimeout();
		Timeouts timeouts = Timeouts.none();
		timeouts = limit(prefix + "connect", properties.getConnect()).to(timeouts, Timeouts::withConnect);
		timeouts = limit(prefix + "start", properties.getStart()).to(timeouts, Timeouts::withStart);
		timeouts = limit(prefix + "idle", properties.getIdle()).to(timeouts, Timeouts::withIdle);
		return limit(prefix + "total", properties.getTotal()).to(timeouts, Timeouts::withTotal);
	}

	private @Nullable Integer maxAttempts() {
		Integer maxAttempts = this.properties.getRetry().getMaxAttempts();
		check(maxAttempts == null || maxAttempts > 0, "flexinference.retry.max-attempts", maxAttempts,
				"There must be at least one attempt.");
		return maxAttempts;
	}

	private PropertyMapper.Source<Duration> limit(String name, @Nullable Duration limit) {
		check(limit == null || !(limit.isZero() || limit.isNegative()), name, limit,
				"A timeout must be greater than zero.");
		return this.map.from(limit);
	}

}
