package com.flexinference.test.app;

import org.springframework.stereotype.Service;

import com.flexinference.template.FlexInference;
import com.flexinference.template.FlexInferenceTemplate;

/**
 * A component to test.
 */
@Service
public class Haikus {

	private final FlexInferenceTemplate flex;

	Haikus(FlexInferenceTemplate flex) {
		this.flex = flex;
	}

	@FlexInference(model = "gpt-5.5", startWithin = "${haikus.window:30s}")
	public String write(String topic) {
		return this.flex.responses("Write a haiku about " + topic).text();
	}

}
