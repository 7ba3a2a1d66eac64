package com.flexinference.client;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import com.flexinference.client.internal.text.ForeignText;
import com.flexinference.client.observation.DefaultFlexInferenceObservationConvention;
import com.flexinference.client.observation.FlexInferenceObservationConvention;
import com.flexinference.client.observation.FlexInferenceObservationDocumentation;
import com.flexinference.client.observation.FlexInferenceObservationDocumentation.HighCardinalityKeyNames;
import com.flexinference.client.observation.FlexInferenceRequestContext;

/**
 * Starts the observations of the calls of a client.
 */
final class CallObservationFactory {

	private final FlexInferenceObservationConvention defaultConvention = new DefaultFlexInferenceObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable FlexInferenceObservationConvention convention;

	private final int content;

	private final String clientName;

	private final TimeSource time;

	CallObservationFactory(String clientName, ObservationRegistry registry,
			@Nullable FlexInferenceObservationConvention convention, int content, TimeSource time) {
		this.clientName = clientName;
		this.registry = registry;
		this.convention = convention;
		this.content = content;
		this.time = time;
	}

	CallObservation start(ResolvedRequest request, RequestOptions options, boolean stream) {
		StartWithin startWithin = (request.startWithin() != null) ? request.startWithin() : StartWithin.keyDefault();
		FlexInferenceRequestContext context = new FlexInferenceRequestContext(request.format(), request.model(),
				startWithin.toString(), startWithin.duration(), stream);
		context.setClientName(this.clientName);
		context.setStartWithinReason(options.startWithinReason());
		if (this.content > 0) {
			addContent(context, HighCardinalityKeyNames.PROMPT, request.prompt());
		}
		Observation observation = FlexInferenceObservationDocumentation.REQUESTS.observation(this.convention,
				this.defaultConvention, () -> context, this.registry);
		return new CallObservation(this, observation.start(), context);
	}

	void addContent(Observation.Context context, KeyName name, String text) {
		if (this.content > 0) {
			String masked = ForeignText.mask(text);
			String cut = masked.substring(0, Math.min(masked.length(), this.content));
			context.addHighCardinalityKeyValue(name.withValue(ForeignText.escape(cut)));
		}
	}

	long nanos() {
		return this.time.nanos();
	}

}
