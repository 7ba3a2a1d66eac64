package com.flexinference.client;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import com.flexinference.client.observation.DefaultFlexInferenceObservationConvention;
import com.flexinference.client.observation.FlexInferenceObservationConvention;
import com.flexinference.client.observation.FlexInferenceObservationDocumentation;
import com.flexinference.client.observation.FlexInferenceRequestContext;

/**
 * Starts the observations of the calls of a client.
 */
final class CallObservations {

	private final FlexInferenceObservationConvention defaultConvention = new DefaultFlexInferenceObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable FlexInferenceObservationConvention convention;

	private final int content;

	private final String clientName;

	private final TimeSource time;

	CallObservations(String clientName, ObservationRegistry registry,
			@Nullable FlexInferenceObservationConvention convention, int content, TimeSource time) {
		this.clientName = clientName;
		this.registry = registry;
		this.convention = convention;
		this.content = content;
		this.time = time;
	}

	/**
	 * Start to observe a call.
	 * @param request the request
	 * @param options what the call does differently
	 * @param stream whether the answer is to be streamed
	 * @return the observation, {@link CallObservation#NONE} if nobody listens
	 */
	CallObservation start(ResolvedRequest request, RequestOptions options, boolean stream) {
		if (this.registry.isNoop()) {
			return CallObservation.NONE;
		}
		FlexInferenceRequestContext context = context(request, options, stream);
		Observation observation = FlexInferenceObservationDocumentation.REQUESTS.observation(this.convention,
				this.defaultConvention, () -> context, this.registry);
		return observation.isNoop() ? CallObservation.NONE : new ObservedCall(this, observation.start(), context);
	}

	private FlexInferenceRequestContext context(ResolvedRequest request, RequestOptions options, boolean stream) {
		StartWithin startWithin = (request.startWithin() != null) ? request.startWithin() : StartWithin.keyDefault();
		FlexInferenceRequestContext context = new FlexInferenceRequestContext(request.format(), request.model(),
				startWithin.toString(), startWithin.duration(), stream);
		context.setClientName(this.clientName);
		context.setStartWithinReason(options.startWithinReason());
		if (this.content > 0) {
			context.setPrompt(content(request.prompt()));
		}
		return context;
	}

	/**
	 * Cut what is to be recorded of a prompt or an answer.
	 * @param text the text
	 * @return the text to record, or {@code null} to record nothing
	 */
	@Nullable String content(String text) {
		return (this.content > 0) ? text.substring(0, Math.min(text.length(), this.content)) : null;
	}

	long nanos() {
		return this.time.nanos();
	}

}
