package com.flexinference.router.internal.format;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;

/**
 * A server-sent event.
 */
public record Event(@Nullable String name, String data) {

	// An event that repeats its name in a field of the data
	static Event of(String field, String name, ObjectNode data) {
		return new Event(name, Json.text(Json.object(field, name).setAll(data)));
	}

	public byte[] bytes() {
		String head = (this.name != null) ? "event: " + this.name + "\n" : "";
		return (head + "data: " + this.data + "\n\n").getBytes(StandardCharsets.UTF_8);
	}

}
