package com.flexinference.autoconfigure;

import org.springframework.boot.context.properties.PropertyMapper;

import com.flexinference.autoconfigure.internal.PropertyValues;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.Timeouts;

/**
 * Maps {@link FlexInferenceProperties} to a {@link FlexInferenceClient.Builder}. Further
 * clients take from the first what they do not set, except the API key.
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

	FlexInferenceClient.Builder builder(String name, FlexInferenceConnectionDetails connectionDetails) {
		FlexInferenceClientProperties client = this.properties.clients()
			.getOrDefault(name, FlexInferenceClientProperties.NONE);
		FlexInferenceConnectionDetails own = connectionDetails.forClient(name);
		own = (own != null) ? own : FlexInferenceConnectionDetails.of(client);
		FlexInferenceClient.Builder builder = common(connectionDetails).name(name);
		this.map.from(own::getApiKey).whenHasText().to(builder::apiKey);
		this.map.from(own::getBaseUrl).whenHasText().to(builder::baseUrl);
		String prefix = "flexinference.clients." + name + ".";
		return builder.defaults(defaults(client, prefix)).timeouts(timeouts(client.timeout(), prefix + "timeout."));
	}

	private FlexInferenceClient.Builder common(FlexInferenceConnectionDetails connectionDetails) {
		FlexInferenceClientProperties first = this.properties.client();
		FlexInferenceClient.Builder builder = FlexInferenceClient.builder();
		this.map.from(connectionDetails::getBaseUrl).whenHasText().to(builder::baseUrl);
		Integer maxAttempts = this.properties.retry().maxAttempts();
		PropertyValues.check(maxAttempts == null || maxAttempts > 0, "flexinference.retry.max-attempts", maxAttempts,
				"There must be at least one attempt.");
		this.map.from(maxAttempts).to(builder::maxAttempts);
		return builder.allowInsecureHttp(this.properties.allowInsecureHttp())
			.defaults(defaults(first, "flexinference."))
			.timeouts(timeouts(first.timeout(), "flexinference.timeout."))
			.http(this.http);
	}

	private FlexRequest defaults(FlexInferenceClientProperties client, String prefix) {
		FlexRequest.Builder request = FlexRequest.builder();
		this.map.from(client::model).whenHasText().to(request::model);
		this.map.from(client::startWithin).to((startWithin) -> request.startWithin(startWithin));
		this.map.from(client::maxTokens).to((tokens) -> {
			PropertyValues.check(tokens > 0, prefix + "max-tokens", tokens, "There must be at least one token.");
			request.maxTokens(tokens);
		});
		this.map.from(client::temperature).to((temperature) -> {
			PropertyValues.check(temperature >= 0 && Double.isFinite(temperature), prefix + "temperature", temperature,
					"A temperature must be a number of zero or more.");
			request.temperature(temperature);
		});
		return request.build();
	}

	static Timeouts timeouts(FlexInferenceClientProperties.Timeout timeout, String prefix) {
		PropertyValues.checkTimeout(prefix + "connect", timeout.connect());
		PropertyValues.checkTimeout(prefix + "start", timeout.start());
		PropertyValues.checkTimeout(prefix + "idle", timeout.idle());
		PropertyValues.checkTimeout(prefix + "total", timeout.total());
		return new Timeouts(timeout.connect(), timeout.start(), timeout.idle(), timeout.total());
	}

}
