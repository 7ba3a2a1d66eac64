package com.flexinference.autoconfigure.actuate;

import java.net.URI;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import com.flexinference.autoconfigure.actuate.RecentCallsObservationHandler.ErrorDescriptor;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexLimits;
import com.flexinference.client.RequestOptions;
import com.flexinference.client.StartWithin;
import com.flexinference.client.internal.text.ForeignText;
import com.flexinference.template.StartWithinOverride;

/**
 * {@link HealthIndicator} that requests the limits of the service, which is free. A
 * service that answers, but has no limits to report at this time, is neither up nor down.
 */
class FlexInferenceHealthIndicator implements HealthIndicator {

	private static final Log logger = LogFactory.getLog(FlexInferenceHealthIndicator.class);

	private final Cached<Health> check;

	private final @Nullable StartWithinOverride override;

	FlexInferenceHealthIndicator(FlexInferenceClient client, FlexInferenceHealthProperties properties,
			@Nullable StartWithinOverride override) {
		RequestOptions options = RequestOptions.none().withCallTimeout(properties.timeout());
		this.check = new Cached<>(() -> check(client, options), properties.timeToLive(), System::nanoTime);
		this.override = override;
	}

	@Override
	public Health health() {
		Health health = this.check.get();
		Health.Builder builder = new Health.Builder(health.getStatus(), health.getDetails());
		StartWithin startWithin = (this.override != null) ? this.override.get() : null;
		detail(builder, "override", (startWithin != null) ? startWithin.toString() : null);
		return builder.build();
	}

	private static Health check(FlexInferenceClient client, RequestOptions options) {
		String host = URI.create(client.settings().baseUrl()).getAuthority();
		Health.Builder builder = new Health.Builder().withDetail("host", host);
		try {
			tell(builder, client.limits(options));
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
		detail(builder, "serving", managed.serving());
		detail(builder, "pausedReason", managed.pausedReason());
		detail(builder, "binding", managed.binding());
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
			detail(builder, "code", response.code());
			String docUrl = ErrorDescriptor.docUrl(response);
			if (docUrl != null) {
				builder.withDetail("docUrl", docUrl);
			}
		}
	}

	private static void detail(Health.Builder builder, String name, @Nullable Object value) {
		if (value != null) {
			builder.withDetail(name, ForeignText.isName(value.toString()) ? value : "other");
		}
	}

}
