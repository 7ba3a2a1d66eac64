package com.flexinference.autoconfigure.actuate;

import java.net.URI;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexLimits;
import com.flexinference.client.RequestOptions;
import com.flexinference.client.StartWithin;
import com.flexinference.template.StartWithinOverride;

/**
 * {@link HealthIndicator} that requests the limits of the service, which is free. A
 * service that answers, but has no limits to report at this time, is neither up nor down.
 */
class FlexInferenceHealthIndicator extends AbstractHealthIndicator {

	private static final Log logger = LogFactory.getLog(FlexInferenceHealthIndicator.class);

	private final FlexInferenceClient client;

	private final RequestOptions options;

	private final Cached<Health> check;

	private final @Nullable StartWithinOverride override;

	private final @Nullable CallStatistics statistics;

	FlexInferenceHealthIndicator(FlexInferenceClient client, FlexInferenceHealthProperties properties,
			@Nullable StartWithinOverride override, @Nullable CallStatistics statistics) {
		this.client = client;
		this.options = RequestOptions.none().withCallTimeout(properties.getTimeout());
		this.check = new Cached<>(this::check, properties.getTimeToLive(), System::nanoTime);
		this.override = override;
		this.statistics = statistics;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Health health = this.check.get();
		builder.status(health.getStatus()).withDetails(health.getDetails());
		StartWithin startWithin = (this.override != null) ? this.override.get() : null;
		detail(builder, "override", (startWithin != null) ? startWithin.toString() : null);
		detail(builder, "windowMissRatio", (this.statistics != null) ? this.statistics.windowMissRatio() : null);
	}

	private Health check() {
		Health.Builder builder = new Health.Builder();
		builder.withDetail("host", URI.create(this.client.settings().baseUrl()).getAuthority());
		try {
			tell(builder, this.client.limits(this.options));
		}
		catch (RuntimeException ex) {
			logger.warn("The health check of FlexInference failed", ex);
			tell(builder, ex);
		}
		return builder.build();
	}

	private static void tell(Health.Builder builder, FlexLimits limits) {
		FlexLimits.Managed managed = limits.managed();
		builder.up().withDetail("simulated", limits.json().path("simulated").asBoolean(false));
		if (managed == null) {
			return;
		}
		if ("paused".equals(managed.serving())) {
			builder.outOfService();
		}
		detail(builder, "serving", ServiceText.name(managed.serving()));
		detail(builder, "pausedReason", ServiceText.name(managed.pausedReason()));
		detail(builder, "binding", ServiceText.name(managed.binding()));
		detail(builder, "spendRemainingMicroUsd", managed.spendRemainingMicroUsd());
	}

	private static void tell(Health.Builder builder, RuntimeException failure) {
		builder.down().withDetail("error", failure.getClass().getSimpleName());
		if (failure instanceof FlexInferenceResponseException response) {
			int status = response.status().value();
			if (status == 429 || "limits_unavailable".equals(response.code())) {
				builder.unknown();
			}
			builder.withDetail("httpStatus", status);
			detail(builder, "code", ServiceText.name(response.code()));
			detail(builder, "docUrl", ServiceText.url(response.docUrl()));
		}
	}

	private static void detail(Health.Builder builder, String name, @Nullable Object value) {
		if (value != null) {
			builder.withDetail(name, value);
		}
	}

}
