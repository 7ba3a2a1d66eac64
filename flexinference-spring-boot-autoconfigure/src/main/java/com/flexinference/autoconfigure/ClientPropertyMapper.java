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
		FlexInferenceClient.Builder builder = FlexInferenceClient.builder();
		this.map.from(connectionDetails::getApiKey).whenHasText().to(builder::apiKey);
		this.map.from(connectionDetails::getBaseUrl).whenHasText().to(builder::baseUrl);
		this.map.from(maxAttempts()).to(builder::maxAttempts);
		return builder.allowInsecureHttp(this.properties.isAllowInsecureHttp())
			.defaults(defaults())
			.timeouts(timeouts())
			.http(this.http);
	}

	FlexRequest defaults() {
		FlexRequest.Builder request = FlexRequest.builder();
		this.map.from(this.properties::getModel).whenHasText().to(request::model);
		this.map.from(this.properties::getStartWithin).to((startWithin) -> request.startWithin(startWithin));
		return request.build();
	}

	Timeouts timeouts() {
		FlexInferenceProperties.Timeout properties = this.properties.getTimeout();
		Timeouts timeouts = Timeouts.none();
		timeouts = limit("connect", properties.getConnect()).to(timeouts, Timeouts::withConnect);
		timeouts = limit("start", properties.getStart()).to(timeouts, Timeouts::withStart);
		timeouts = limit("idle", properties.getIdle()).to(timeouts, Timeouts::withIdle);
		return limit("total", properties.getTotal()).to(timeouts, Timeouts::withTotal);
	}

	private @Nullable Integer maxAttempts() {
		Integer maxAttempts = this.properties.getRetry().getMaxAttempts();
		if (maxAttempts != null && maxAttempts < 1) {
			throw new InvalidConfigurationPropertyValueException("flexinference.retry.max-attempts", maxAttempts,
					"There must be at least one attempt.");
		}
		return maxAttempts;
	}

	private PropertyMapper.Source<Duration> limit(String name, @Nullable Duration limit) {
		if (limit != null && (limit.isZero() || limit.isNegative())) {
			throw new InvalidConfigurationPropertyValueException("flexinference.timeout." + name, limit,
					"A timeout must be greater than zero.");
		}
		return this.map.from(limit);
	}

}
