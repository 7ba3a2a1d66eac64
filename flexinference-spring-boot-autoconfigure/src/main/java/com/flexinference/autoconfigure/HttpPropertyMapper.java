package com.flexinference.autoconfigure;

import java.time.Duration;
import java.util.regex.Pattern;

import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.ReplaceableSslContext;

/**
 * Maps {@link FlexInferenceHttpProperties} to {@link HttpSettings}.
 */
class HttpPropertyMapper {

	private static final Pattern HOST = Pattern.compile("[^/:\\s]+|\\[?[0-9A-Fa-f:.]+]?");

	private final PropertyMapper map = PropertyMapper.get();

	private final FlexInferenceHttpProperties properties;

	private final @Nullable SslBundles sslBundles;

	HttpPropertyMapper(FlexInferenceHttpProperties properties, @Nullable SslBundles sslBundles) {
		this.properties = properties;
		this.sslBundles = sslBundles;
	}

	HttpSettings settings() {
		HttpSettings settings = HttpSettings.defaults().withPool(pool(this.properties.getPool()));
		settings = this.map.from(this.properties::getClient).to(settings, HttpSettings::withKind);
		settings = this.map.from(this.properties::getHttp2).to(settings, HttpSettings::withHttp2);
		settings = this.map.from(this.properties.getSsl()::getBundle).whenHasText().to(settings, this::withSsl);
		settings = this.map.from(bodyLogLimit()).to(settings, HttpSettings::withBodyLogLimit);
		return this.map.from(proxy(this.properties.getProxy())).to(settings, HttpSettings::withProxy);
	}

	private static HttpSettings.Pool pool(FlexInferenceHttpProperties.Pool properties) {
		Integer maxConnections = properties.getMaxConnections();
		if (maxConnections != null && maxConnections < 1) {
			throw new InvalidConfigurationPropertyValueException("flexinference.http.pool.max-connections",
					maxConnections,
					"There must be at least one connection. Leave the property unset for as many as are needed.");
		}
		return new HttpSettings.Pool(maxConnections, notNegative("keep-alive", properties.getKeepAlive()),
				notNegative("validate-after", properties.getValidateAfter()));
	}

	private static @Nullable Duration notNegative(String name, @Nullable Duration duration) {
		if (duration != null && duration.isNegative()) {
			throw new InvalidConfigurationPropertyValueException("flexinference.http.pool." + name, duration,
					"A time must not be negative.");
		}
		return duration;
	}

	private @Nullable Integer bodyLogLimit() {
		DataSize limit = this.properties.getBodyLogLimit();
		if (limit != null && (limit.toBytes() < 1 || limit.toBytes() > HttpSettings.MAX_BODY_LOG)) {
			throw new InvalidConfigurationPropertyValueException("flexinference.http.body-log-limit", limit,
					"The limit must be between 1 and " + HttpSettings.MAX_BODY_LOG
							+ " bytes. Leave the property unset to log nothing.");
		}
		return (limit != null) ? (int) limit.toBytes() : null;
	}

	private HttpSettings withSsl(HttpSettings settings, String name) {
		Assert.state(this.sslBundles != null, "No 'sslBundles' available");
		SslBundle bundle = getBundle(this.sslBundles, name);
		ReplaceableSslContext context = new ReplaceableSslContext(bundle.createSslContext());
		this.sslBundles.addBundleUpdateHandler(name, (updated) -> context.replace(updated.createSslContext()));
		SslOptions options = bundle.getOptions();
		SSLParameters parameters = new SSLParameters();
		parameters.setCipherSuites(options.getCiphers());
		parameters.setProtocols(options.getEnabledProtocols());
		return settings.withSsl(context, parameters);
	}

	private static SslBundle getBundle(SslBundles bundles, String name) {
		try {
			return bundles.getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidConfigurationPropertyValueException("flexinference.http.ssl.bundle", name,
					"There is no such SSL bundle. The bundles are: " + bundles.getBundleNames() + ".");
		}
	}

	private static HttpSettings.@Nullable Proxy proxy(FlexInferenceHttpProperties.Proxy properties) {
		String host = properties.getHost();
		Integer port = properties.getPort();
		if (!StringUtils.hasText(host) && port == null) {
			return null;
		}
		if (host == null || !HOST.matcher(host).matches()) {
			throw new InvalidConfigurationPropertyValueException("flexinference.http.proxy.host", host,
					"A proxy needs a host, without scheme and port, and a port.");
		}
		if (port == null || port < 1 || port > 65535) {
			throw new InvalidConfigurationPropertyValueException("flexinference.http.proxy.port", port,
					"A proxy needs a host and a port between 1 and 65535.");
		}
		return new HttpSettings.Proxy(host, port, properties.getUsername(), properties.getPassword());
	}

}
