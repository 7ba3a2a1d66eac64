package com.flexinference.client;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.DefaultUriBuilderFactory;

import com.flexinference.client.internal.transport.HttpTransport;
import com.flexinference.client.observation.FlexInferenceObservationConvention;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.Timeouts;

/**
 * Default implementation of {@link FlexInferenceClient.Builder}.
 */
final class DefaultFlexInferenceClientBuilder implements FlexInferenceClient.Builder, Cloneable {

	private String name = "default";

	private ApiKeySource apiKey = new ApiKey(null);

	private String baseUrl = BaseUrl.DEFAULT;

	private boolean allowInsecureHttp;

	private FlexRequest defaults = FlexRequest.EMPTY;

	private Timeouts timeouts = Timeouts.none();

	private int maxAttempts = 1;

	private HttpSettings http = HttpSettings.defaults();

	private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	private @Nullable FlexInferenceObservationConvention observationConvention;

	private int observationContent;

	private TimeSource time = TimeSource.SYSTEM;

	private Consumer<RestClient.Builder> restClient = (builder) -> {
	};

	DefaultFlexInferenceClientBuilder copy() {
		try {
			return (DefaultFlexInferenceClientBuilder) clone();
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public FlexInferenceClient.Builder name(String name) {
		Assert.hasText(name, "'name' must not be empty");
		this.name = name;
		return this;
	}

	@Override
	public FlexInferenceClient.Builder apiKey(String apiKey) {
		return apiKey(new ApiKey(apiKey));
	}

	@Override
	public FlexInferenceClient.Builder apiKey(ApiKeySource source) {
		Assert.notNull(source, "'source' must not be null");
		this.apiKey = source;
		return this;
	}

	@Override
	public FlexInferenceClient.Builder baseUrl(String baseUrl) {
		Assert.notNull(baseUrl, "'baseUrl' must not be null");
		this.baseUrl = baseUrl;
		return this;
	}

	@Override
	public FlexInferenceClient.Builder allowInsecureHttp(boolean allow) {
		this.allowInsecureHttp = allow;
		return this;
	}

	@Override
	public FlexInferenceClient.Builder defaults(FlexRequest defaults) {
		Assert.notNull(defaults, "'defaults' must not be null");
		this.defaults = defaults.orElse(this.defaults);
		return this;
	}

	@Override
	public FlexInferenceClient.Builder timeouts(Timeouts timeouts) {
		Assert.notNull(timeouts, "'timeouts' must not be null");
		this.timeouts = timeouts.orElse(this.timeouts);
		return this;
	}

	@Override
	public FlexInferenceClient.Builder maxAttempts(int maxAttempts) {
		Assert.isTrue(maxAttempts > 0, () -> "'maxAttempts' must be 1 or more but is " + maxAttempts);
		this.maxAttempts = maxAttempts;
		return this;
	}

	@Override
	public FlexInferenceClient.Builder http(HttpSettings settings) {
		Assert.notNull(settings, "'settings' must not be null");
		this.http = settings;
		return this;
	}

	@Override
	public FlexInferenceClient.Builder observationRegistry(ObservationRegistry registry) {
		Assert.notNull(registry, "'registry' must not be null");
		this.observationRegistry = registry;
		return this;
	}

	@Override
	public FlexInferenceClient.Builder observationConvention(@Nullable FlexInferenceObservationConvention convention) {
		this.observationConvention = convention;
		return this;
	}

	@Override
	public FlexInferenceClient.Builder observationContent(int maxCharacters) {
		Assert.isTrue(maxCharacters >= 0, () -> "'maxCharacters' must be 0 or more but is " + maxCharacters);
		this.observationContent = maxCharacters;
		return this;
	}

	@Override
	public FlexInferenceClient.Builder restClient(Consumer<RestClient.Builder> customizer) {
		Assert.notNull(customizer, "'customizer' must not be null");
		this.restClient = this.restClient.andThen(customizer);
		return this;
	}

	@Override
	public FlexInferenceClient build() {
		if (this.apiKey instanceof ApiKey fixed) {
			ApiKey.check(fixed.value());
		}
		String url = url();
		Timeouts resolved = timeouts();
		HttpTransport transport = transport(this.http, Objects.requireNonNull(resolved.connect()));
		try {
			Retries retries = new Retries(this.maxAttempts, this.time);
			CallObservationFactory observations = new CallObservationFactory(this.name, this.observationRegistry,
					this.observationConvention, this.observationContent, this.time);
			RestClient.Builder restClient = restClient(transport, url);
			// Built by the first call: its converters, of which none is used, are slow to
			// load.
			RequestExecutor executor = new RequestExecutor(SingletonSupplier.of(restClient::build), URI.create(url),
					resolved, retries, observations);
			return new DefaultFlexInferenceClient(executor, retries, transport, this.defaults, copy());
		}
		catch (RuntimeException ex) {
			transport.close();
			throw ex;
		}
	}

	private String url() {
		return BaseUrl.normalize(this.baseUrl, this.allowInsecureHttp);
	}

	private Timeouts timeouts() {
		return this.timeouts.orElse(Timeouts.defaults());
	}

	FlexInferenceClient.Settings settings() {
		return new FlexInferenceClient.Settings(url(), ApiKey.fingerprint(this.apiKey), this.defaults.model(),
				this.defaults.startWithin(), timeouts(), this.maxAttempts);
	}

	DefaultFlexInferenceClientBuilder time(TimeSource time) {
		this.time = time;
		return this;
	}

	private static HttpTransport transport(HttpSettings settings, Duration connectTimeout) {
		if (settings.kind() != null && !settings.kind().isAvailable()) {
			throw new InvalidConfigurationException("flexinference.http.client",
					"Apache HttpClient 5.4 or later is configured but is not on the class path.",
					"Add the dependency 'org.apache.httpcomponents.client5:httpclient5' or set "
							+ "'flexinference.http.client' to 'auto'.");
		}
		return HttpTransport.create(settings, connectTimeout);
	}

	private RestClient.Builder restClient(HttpTransport transport, String url) {
		// Customizers come after the request factory, so that a test's mock server can
		// take its place, and before the base URL and the API key, so that they cannot
		// move or replace them.
		RestClient.Builder builder = RestClient.builder()
			.requestFactory(transport)
			.observationRegistry(this.observationRegistry);
		this.restClient.accept(builder);
		return builder.uriBuilderFactory(new DefaultUriBuilderFactory(url))
			.requestInterceptor(new Authorization(this.apiKey, URI.create(url)));
	}

}
