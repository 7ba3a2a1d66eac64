package com.flexinference.autoconfigure.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for meters of the client.
 *
 * @param includeCost Whether to request tokens and cost of streams, so that meters can
 * record them. Sends 'include_cost', if a request does not set it.
 * @param maxModels Maximum number of models in the tags of meters. Calls of further
 * models are not recorded.
 */
@ConfigurationProperties("flexinference.metrics")
public record FlexInferenceMetricsProperties(@DefaultValue("true") boolean includeCost,
		@DefaultValue("100") int maxModels) {

}
