package com.flexinference.autoconfigure.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for meters of the client.
 *
 * @param includeCost Whether to request tokens and cost of streams, so that they can be
 * measured. Sends 'include_cost', unless a request says otherwise.
 * @param maxModels Maximum number of models that are tagged in meters. Calls of other
 * models are not measured.
 */
@ConfigurationProperties("flexinference.metrics")
public record FlexInferenceMetricsProperties(@DefaultValue("true") boolean includeCost,
		@DefaultValue("100") int maxModels) {

}
