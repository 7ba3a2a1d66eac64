package com.flexinference.samples.assistant;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import jakarta.servlet.http.HttpSession;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Streams answers to the browser. A session is a conversation. The question is in the
 * body of the request, because URLs are logged. When the browser goes away the call is
 * cancelled, and with it the provider's work.
 */
@RestController
class ChatController {

	private static final Log logger = LogFactory.getLog(ChatController.class);

	private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

	private static final ServerSentEvent<Object> END = event("end", Map.of());

	private static final ServerSentEvent<Object> FAILURE = event("failure", Map.of("message", "The answer broke off."));

	private static final ServerSentEvent<Object> WAITING = ServerSentEvent.builder().comment("waiting").build();

	private final Assistant assistant;

	ChatController(Assistant assistant) {
		this.assistant = assistant;
	}

	@PostMapping(path = "/chat", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<Object>> chat(@RequestParam String question, HttpSession session) {
		if (question.isBlank()) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "The question is empty");
		}
		String conversation = session.getId();
		return this.assistant.answer(conversation, question)
			.map((response) -> event(response, conversation))
			// The last piece is not the end: memory is written after it.
			.concatWithValues(END)
			.doOnError((ex) -> logger.warn("The answer broke off", ex))
			.onErrorResume((ex) -> Mono.just(FAILURE))
			// A browser that has gone is noticed when something is written.
			.mergeWith(Flux.interval(KEEP_ALIVE).onBackpressureDrop().map((tick) -> WAITING))
			.takeUntil((event) -> event == END || event == FAILURE);
	}

	private ServerSentEvent<Object> event(ChatResponse response, String conversation) {
		Served served = Served.of(response.getMetadata(), this.assistant.cost(conversation));
		if (served != null) {
			return event("served", served);
		}
		String text = Objects.requireNonNull(response.getResult()).getOutput().getText();
		// As JSON: a browser drops a space at the start of the data.
		return event("text", Map.of("text", Objects.requireNonNullElse(text, "")));
	}

	private static ServerSentEvent<Object> event(String name, Object data) {
		return ServerSentEvent.builder().event(name).data(data).build();
	}

}
