package com.flexinference.samples.webflux;

import java.time.Duration;
import java.util.Map;

import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import com.flexinference.client.FlexInferenceException;

/**
 * Streams answers to the browser. When the browser goes away the call is cancelled, and
 * with it the provider's work.
 */
@RestController
class AssistantController {

	private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

	private static final ServerSentEvent<Map<String, String>> END = event("end", Map.of());

	private static final ServerSentEvent<Map<String, String>> FAILURE = event("failure",
			Map.of("message", "The answer broke off."));

	private final Assistant assistant;

	AssistantController(Assistant assistant) {
		this.assistant = assistant;
	}

	@GetMapping("/answer")
	Mono<String> answer(@RequestParam String question) {
		return this.assistant.answer(question);
	}

	@GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<Map<String, String>>> stream(@RequestParam String question) {
		return this.assistant.stream(question)
			// As JSON: a browser drops a space at the start of the data.
			.map((text) -> event("text", Map.of("text", text)))
			// Without an event at the end the browser would ask again.
			.concatWithValues(END)
			.onErrorResume(FlexInferenceException.class, (ex) -> Mono.just(FAILURE))
			.mergeWith(comments())
			.takeUntil((event) -> event == END || event == FAILURE);
	}

	private static Flux<ServerSentEvent<Map<String, String>>> comments() {
		// Nothing arrives while an answer waits to start, and proxies close silent
		// connections.
		return Flux.interval(KEEP_ALIVE)
			.onBackpressureDrop()
			.map((tick) -> ServerSentEvent.<Map<String, String>>builder().comment("waiting").build());
	}

	private static ServerSentEvent<Map<String, String>> event(String name, Map<String, String> data) {
		return ServerSentEvent.<Map<String, String>>builder().event(name).data(data).build();
	}

}
