package com.flexinference.autoconfigure;

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

import com.flexinference.autoconfigure.internal.PropertyValues;
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
		HttpSettings settings = HttpSettings.defaults().withPool(pool(this.properties.pool()));
		settings = this.map.from(this.properties::client).to(settings, HttpSettings::withKind);
		settings = this.map.from(this.properties::http2).to(settings, HttpSettings::withHttp2);
		settings = this.map.from(this.properties.ssl()::bundle).whenHasText().to(settings, this::withSsl);
		settings = this.map.from(this.properties::bodyLogLimit)
			.as(HttpPropertyMapper::bytes)
			.to(settings, HttpSettings::withBodyLogLimit);
		return this.map.from(proxy(this.properties.proxy())).to(settings, HttpSettings::withProxy);
	}

	private static HttpSettings.Pool pool(FlexInferenceHttpProperties.Pool pool) {
		PropertyValues.check(pool.maxConnections() == null || pool.maxConnections() > 0,
				"flexinference.http.pool.max-connections", pool.maxConnections(),
				"There must be at least one connection. Do not set the property for an unlimited number.");
		PropertyValues.checkTime("flexinference.http.pool.keep-alive", pool.keepAlive());
		PropertyValues.checkTime("flexinference.http.pool.validate-after", pool.validateAfter());
		return new HttpSettings.Pool(pool.maxConnections(), pool.keepAlive(), pool.validateAfter());
	}

	private static int bytes(DataSize limit) {
		PropertyValues.check(limit.toBytes() > 0 && limit.toBytes() <= HttpSettings.MAX_BODY_LOG,
				"flexinference.http.body-log-limit", limit, "The limit must be between 1 and "
						+ HttpSettings.MAX_BODY_LOG + " bytes. Do not set the property to disable the log.");
		return (int) limit.toBytes();
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

	private static HttpSettings.@Nullable Proxy proxy(FlexInferenceHttpProperties.Proxy proxy) {
		String host = proxy.host();
		Integer port = proxy.port();
		if (!StringUtils.hasText(host) && port == null) {
			return null;
		}
		if (host == null || !HOST.matcher(host).matches()) {
			throw new InvalidConfigurationPropertyValueException("flexinference.http.proxy.host", host,
					"A proxy needs a host without scheme and port, and a port.");
		}
		if (port == null || port < 1 || port > 65535) {
			throw new InvalidConfigurationPropertyValueException("flexinference.http.proxy.port", port,
					"A proxy needs a host and a port between 1 and 65535.");
		}
		return new HttpSettings.Proxy(host, port, proxy.username(), proxy.password());
	}

}
