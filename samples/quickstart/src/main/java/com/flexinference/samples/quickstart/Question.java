package com.flexinference.samples.quickstart;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.FlexStream;
import com.flexinference.client.StartWithin;
import com.flexinference.client.format.CallerFormat;

/**
 * A question, and how to ask it.
 *
 * @param format the caller format
 * @param model the model
 * @param startWithin how long the answer can wait to start, or a tier
 * @param prompt the prompt
 */
record Question(CallerFormat format, String model, String startWithin, String prompt) {

	FlexResponse answer(FlexInferenceClient flex) {
		return flex.calls(this.format).create(request());
	}

	FlexStream stream(FlexInferenceClient flex) {
		return flex.calls(this.format).stream(request());
	}

	private FlexRequest request() {
		return FlexRequest.of((r) -> r.model(this.model)
			.user(this.prompt)
			.maxTokens(4096)
			.startWithin(StartWithin.parse(this.startWithin))
			.includeCost(true));
	}

}
