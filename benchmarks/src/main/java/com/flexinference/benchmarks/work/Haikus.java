package com.flexinference.benchmarks.work;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.StartWithin;
import com.flexinference.template.FlexInference;
import com.flexinference.template.FlexInferenceTemplate;

/**
 * An application as small as it can be.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Haikus {

	private final FlexInferenceClient client;

	private final FlexInferenceTemplate template;

	Haikus(FlexInferenceClient client, FlexInferenceTemplate template) {
		this.client = client;
		this.template = template;
	}

	String byClient(String prompt) {
		return this.client.chatCompletions()
			.create((request) -> request.model("gpt-5.5").user(prompt).startWithin(StartWithin.DEFAULT))
			.text();
	}

	@FlexInference(startWithin = "default", model = "gpt-5.5")
	String byTemplate(String prompt) {
		return this.template.chatCompletions(prompt).text();
	}

}
