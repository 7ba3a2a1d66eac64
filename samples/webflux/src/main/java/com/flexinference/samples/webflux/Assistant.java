package com.flexinference.samples.webflux;

import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import com.flexinference.reactive.FlexFlux;
import com.flexinference.template.FlexInference;
import com.flexinference.template.FlexInferenceTemplate;
import com.flexinference.web.FlexSse;

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

	Flux<ServerSentEvent<String>> stream(String question) {
		return FlexSse.flux(this.flex.ask((r) -> r.user(question).includeCost(true))::stream);
	}

	Mono<String> answer(String question) {
		return FlexFlux.call(this.flex.ask(question)::text);
	}

}
