package com.flexinference.autoconfigure.observation;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for observations of the client.
 */
@ConfigurationProperties("flexinference.observations")
public class FlexInferenceObservationProperties {

	/**
	 * Whether prompts and answers are recorded in observations, from where they reach
	 * traces and logs. They may be confidential.
	 */
	private boolean includeContent;

	/**
	 * Maximum number of characters that are recorded of a prompt and of an answer.
	 */
	private int maxContentLength = 1000;

	public boolean isIncludeContent() {
		return this.includeContent;
	}

	public void setIncludeContent(boolean includeContent) {
		this.includeContent = includeContent;
	}

	public int getMaxContentLength() {
		return this.maxContentLength;
	}

	public void setMaxContentLength(int maxContentLength) {
		this.maxContentLength = maxContentLength;
	}

}
