package com.flexinference.samples.webflux;

import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers questions, whole or streamed to the browser.
 */
@RestController
class AssistantController {

	private final Assistant assistant;

	AssistantController(Assistant assistant) {
		this.assistant = assistant;
	}

	@GetMapping("/answer")
	Mono<String> answer(@RequestParam String question) {
		return this.assistant.answer(question);
	}

	@GetMapping("/stream")
	Flux<ServerSentEvent<String>> stream(@RequestParam String question) {
		return this.assistant.stream(question);
	}

}
