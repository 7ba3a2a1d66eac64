package com.flexinference.samples.testing;

import java.util.function.Consumer;

import org.springframework.stereotype.Service;

import com.flexinference.client.FlexStream;
import com.flexinference.client.PaymentRequiredException;
import com.flexinference.client.StreamFailedException;
import com.flexinference.template.FlexInference;
import com.flexinference.template.FlexInferenceTemplate;

/**
 * Summarizes letters, also word by word. A stream tells whether the reader got all of it.
 */
@Service
@FlexInference(model = "gpt-5.5", startWithin = "30s")
class Summaries {

	static final String NO_MONEY = "No summary today.";

	private final FlexInferenceTemplate flex;

	Summaries(FlexInferenceTemplate flex) {
		this.flex = flex;
	}

	String summarize(String letter) {
		try {
			return this.flex.responses("Summarize: " + letter).text();
		}
		catch (PaymentRequiredException ex) {
			return NO_MONEY;
		}
	}

	@FlexInference(startWithin = "default")
	boolean stream(String letter, Consumer<String> reader) {
		try (FlexStream stream = this.flex.responses("Summarize: " + letter).stream()) {
			stream.text().forEach(reader);
			return true;
		}
		catch (StreamFailedException ex) {
			return false;
		}
	}

}
