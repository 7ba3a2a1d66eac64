package com.flexinference.autoconfigure;

import java.time.Duration;

import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

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

	private final @Nullable SslBundles sslBundles;

	ClientPropertyMapper(FlexInferenceProperties properties, @Nullable SslBundles sslBundles) {
		this.properties = properties;
		this.sslBundles = sslBundles;
	}

	FlexInferenceClient.Builder builder(FlexInferenceConnectionDetails connectionDetails) {
		FlexInferenceClient.Builder builder = FlexInferenceClient.builder();
		this.map.from(connectionDetails::getApiKey).whenHasText().to(builder::apiKey);
		this.map.from(connectionDetails::getBaseUrl).whenHasText().to(builder::baseUrl);
		this.map.from(maxAttempts()).to(builder::maxAttempts);
		return builder.allowInsecureHttp(this.properties.isAllowInsecureHttp())
			.defaults(defaults())
			.timeouts(timeouts())
			.http(http());
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

	HttpSettings http() {
		FlexInferenceProperties.Http properties = this.properties.getHttp();
		HttpSettings settings = HttpSettings.defaults();
		settings = this.map.from(properties::getClient).to(settings, HttpSettings::withKind);
		settings = this.map.from(properties.getSsl()::getBundle)
			.whenHasText()
			.as(this::getSslBundle)
			.to(settings, ClientPropertyMapper::withSsl);
		return this.map.from(proxy(properties.getProxy())).to(settings, HttpSettings::withProxy);
	}

	private SslBundle getSslBundle(String name) {
		Assert.state(this.sslBundles != null, "No 'sslBundles' available");
		return this.sslBundles.getBundle(name);
	}

	private static HttpSettings withSsl(HttpSettings settings, SslBundle bundle) {
		SslOptions options = bundle.getOptions();
		SSLParameters parameters = new SSLParameters();
		parameters.setCipherSuites(options.getCiphers());
		parameters.setProtocols(options.getEnabledProtocols());
		return settings.withSsl(bundle.createSslContext(), parameters);
	}

	private static HttpSettings.@Nullable Proxy proxy(FlexInferenceProperties.Proxy properties) {
		String host = properties.getHost();
		Integer port = properties.getPort();
		if (!StringUtils.hasText(host) && port == null) {
			return null;
		}
		if (!StringUtils.hasText(host)) {
			throw new InvalidConfigurationPropertyValueException("flexinference.http.proxy.host", host,
					"A proxy needs a host and a port.");
		}
		if (port == null || port < 1 || port > 65535) {
			throw new InvalidConfigurationPropertyValueException("flexinference.http.proxy.port", port,
					"A proxy needs a host and a port between 1 and 65535.");
		}
		return new HttpSettings.Proxy(host, port, properties.getUsername(), properties.getPassword());
	}

}
