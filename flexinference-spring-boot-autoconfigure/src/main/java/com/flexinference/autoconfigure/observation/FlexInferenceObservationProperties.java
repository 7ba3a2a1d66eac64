package com.flexinference.autoconfigure.observation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for observations of the client.
 *
 * @param includeContent Whether prompts and answers are recorded in observations, from
 * where they reach traces and logs. They may be confidential.
 * @param maxContentLength Maximum number of characters that are recorded of a prompt and
 * of an answer.
 */
@ConfigurationProperties("flexinference.observations")
public record FlexInferenceObservationProperties(boolean includeContent, @DefaultValue("1000") int maxContentLength) {

}
