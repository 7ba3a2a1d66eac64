package com.flexinference.samples.bulk;

/**
 * How a customer feels.
 *
 * @param mood the mood
 */
record Sentiment(Mood mood) {

	/**
	 * A mood.
	 */
	enum Mood {

		GLAD, NEUTRAL, ANGRY

	}

}
