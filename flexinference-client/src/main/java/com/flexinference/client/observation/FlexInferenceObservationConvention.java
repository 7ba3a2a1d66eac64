package com.flexinference.client.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observation of a call and chooses its key values. Extend
 * {@link DefaultFlexInferenceObservationConvention} to change some of them.
 */
public interface FlexInferenceObservationConvention extends ObservationConvention<FlexInferenceRequestContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof FlexInferenceRequestContext;
	}

}
