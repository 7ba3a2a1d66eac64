package com.flexinference.router.internal.format;

import java.util.Set;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.model.Media;
import com.flexinference.router.internal.routing.Route;

/**
 * What providers reject in the content of messages.
 */
final class ContentRules {

	private static final String CODE = "invalid_request_error";

	private ContentRules() {
	}

	// Checks that the parts of messages have the types of the format
	static void check(JsonNode messages, Set<String> types, Route route) {
		messages.forEach((message) -> message.path("content").forEach((part) -> checkPart(part, types, route)));
	}

	static void checkPart(JsonNode part, Set<String> types, Route route) {
		String type = Json.type(part);
		if (part.isObject() && !types.contains(type)) {
			throw route.rejection(CODE,
					"Invalid type of content '" + type + "'; this format has " + new TreeSet<>(types));
		}
		Media media = Media.of(part);
		if (media != null && !media.isReadable()) {
			throw route.rejection(CODE,
					"Content of type '" + type + "' has neither data in valid Base64 nor the URI or id of a file");
		}
	}

}
