package com.flexinference.router.internal.format;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.error.ErrorEnvelope;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.model.ParsedRequest;
import com.flexinference.router.internal.routing.Route;

/**
 * One of the caller formats (docs/wire-contract.md, sections 6 to 9). It reads requests
 * and writes answers.
 */
public interface Format {

	// Returns null if the path is not that of a format
	static @Nullable Format of(String path) {
		return switch (path) {
			case "/v1/responses" -> new ResponsesFormat();
			case "/v1/chat/completions" -> new ChatCompletionsFormat();
			case "/v1/interactions" -> new InteractionsFormat();
			case "/v1/messages" -> new MessagesFormat();
			default -> null;
		};
	}

	default ErrorEnvelope envelope() {
		return ErrorEnvelope.OPENAI;
	}

	ParsedRequest read(ObjectNode request);

	// Checks what providers check, not the router
	default void checkAsProvider(ObjectNode request, Route route) {
	}

	ObjectNode write(SimulatedResponse answer);

	List<Event> events(SimulatedResponse answer);

	// The event of a failure that ends a stream (docs/wire-contract.md, section 10.6)
	Event failure(SimulatedResponse answer, Failure failure, int eventsBefore);

}
