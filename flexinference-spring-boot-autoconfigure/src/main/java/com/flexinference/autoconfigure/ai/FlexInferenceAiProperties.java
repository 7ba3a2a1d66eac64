package com.flexinference.autoconfigure.ai;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import com.flexinference.client.format.CallerFormat;

/**
 * Configuration properties for Spring AI's chat model on FlexInference.
 */
@ConfigurationProperties("flexinference.ai")
public class FlexInferenceAiProperties {

	/**
	 * Caller format of prompts for which neither options nor scope set one.
	 */
	private @Nullable CallerFormat format;

	/**
	 * Sampling temperature of prompts for which neither options nor scope set one.
	 */
	private @Nullable Double temperature;

	/**
	 * Nucleus sampling (top-p) of prompts for which neither options nor scope set one.
	 */
	private @Nullable Double topP;

	public @Nullable CallerFormat getFormat() {
		return this.format;
	}

	public void setFormat(@Nullable CallerFormat format) {
		this.format = format;
	}

	public @Nullable Double getTemperature() {
		return this.temperature;
	}

	public void setTemperature(@Nullable Double temperature) {
		this.temperature = temperature;
	}

	public @Nullable Double getTopP() {
		return this.topP;
	}

	public void setTopP(@Nullable Double topP) {
		this.topP = topP;
	}

}
