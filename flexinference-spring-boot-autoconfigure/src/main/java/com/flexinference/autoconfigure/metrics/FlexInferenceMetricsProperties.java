package com.flexinference.autoconfigure.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for meters of the client.
 */
@ConfigurationProperties("flexinference.metrics")
public class FlexInferenceMetricsProperties {

	/**
	 * Whether to request tokens and cost of streams, so that they can be measured. Sends
	 * 'include_cost', unless a request says otherwise.
	 */
	private boolean includeCost = true;

	/**
	 * Maximum number of models that are tagged in meters. Calls of other models are not
	 * measured.
	 */
	private int maxModels = 100;

	public boolean isIncludeCost() {
		return this.includeCost;
	}

	public void setIncludeCost(boolean includeCost) {
		this.includeCost = includeCost;
	}

	public int getMaxModels() {
		return this.maxModels;
	}

	public void setMaxModels(int maxModels) {
		this.maxModels = maxModels;
	}

}
