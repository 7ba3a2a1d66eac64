package com.flexinference.autoconfigure.observation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for observations of the client.
 *
 * @param includeContent Whether to record prompts and answers in observations, and
 * therefore in traces and logs. They may be confidential.
 * @param maxContentLength Maximum number of characters to record of each prompt and
 * answer.
 */
@ConfigurationProperties("flexinference.observations")
public record FlexInferenceObservationProperties(boolean includeContent, @DefaultValue("1000") int maxContentLength) {

}
