package com.flexinference.autoconfigure.observation;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * How much of prompts and answers is recorded.
 */
final class RecordedContent {

	private static final Log logger = LogFactory.getLog(FlexInferenceObservationAutoConfiguration.class);

	private RecordedContent() {
	}

	/**
	 * Return the limit, and warn if there is anything to warn of.
	 * @param properties the properties
	 * @return the most characters to record, 0 for none
	 */
	static int maxCharacters(FlexInferenceObservationProperties properties) {
		int length = properties.getMaxContentLength();
		if (length < 1) {
			throw new InvalidConfigurationPropertyValueException("flexinference.observations.max-content-length",
					length, "At least one character must be recorded. To record none, "
							+ "set 'flexinference.observations.include-content' to false.");
		}
		if (!properties.isIncludeContent()) {
			return 0;
		}
		logger.warn("Prompts and answers are recorded in observations, " + length
				+ " characters of each at most, and may show confidential data in traces and logs. "
				+ "To turn this off, set 'flexinference.observations.include-content' to false.");
		return length;
	}

}
