package com.flexinference.autoconfigure.ai;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import com.flexinference.client.format.CallerFormat;

/**
 * Configuration properties for Spring AI's chat model on FlexInference.
 *
 * @param format Caller format of prompts for which neither options nor scope set one.
 * @param temperature Sampling temperature of prompts for which neither options nor scope
 * set one.
 * @param topP Nucleus sampling (top-p) of prompts for which neither options nor scope set
 * one.
 */
@ConfigurationProperties("flexinference.ai")
public record FlexInferenceAiProperties(@Nullable CallerFormat format, @Nullable Double temperature,
		@Nullable Double topP) {

}
