package com.flexinference.samples.webflux;

import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import com.flexinference.reactive.FlexFlux;
import com.flexinference.template.FlexInference;
import com.flexinference.template.FlexInferenceTemplate;

/**
 * Answers questions. The annotation applies whenever the publishers are subscribed to.
 */
@Service
@FlexInference(model = "gpt-5.5", startWithin = "30s")
class Assistant {

	private final FlexInferenceTemplate flex;

	Assistant(FlexInferenceTemplate flex) {
		this.flex = flex;
	}

	Flux<String> stream(String question) {
		return FlexFlux.text(this.flex.ask(question)::stream);
	}

	Mono<String> answer(String question) {
		return FlexFlux.call(this.flex.ask(question)::text);
	}

}
