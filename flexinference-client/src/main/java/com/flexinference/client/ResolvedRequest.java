package com.flexinference.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.InvalidRequestException.Violation;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.json.JsonFields;
import com.flexinference.client.json.RawJson;

/**
 * A request in which everything needed is present and has been checked.
 *
 * @param format the caller format
 * @param model the JSON of the model's id
 * @param body the JSON to send
 * @param startWithin how long the request can wait to start, or {@code null} if that is
 * left to the default of the API key
 * @param retries the further attempts that the service may make, 0 to 5
 */
record ResolvedRequest(CallerFormat format, RawJson model, byte[] body, @Nullable StartWithin startWithin,
		int retries) {

	private static final String START_WITHIN = "start_within";

	private static final RawJson TRUE = RawJson.of(true);

	private static final Set<String> INSTRUCTION_ROLES = Set.of("system", "developer");

	/**
	 * Check a request and write it in a format.
	 * @param request the request
	 * @param format the caller format
	 * @param stream whether the answer is to be streamed
	 * @return the request, ready to send
	 * @throws InvalidRequestException if the service would always refuse it
	 */
	static ResolvedRequest of(FlexRequest request, CallerFormat format, boolean stream) {
		List<Violation> violations = new ArrayList<>();
		Map<String, RawJson> fields = new LinkedHashMap<>(request.fields());
		boolean hasTurns = !request.parts().turns().isEmpty();
		if (hasTurns && fields.containsKey(format.promptField())) {
			violations.add(new Violation(format.promptField(), null, "is set beside turns of the builder",
					"one of the two", "builder.user(\"Hello\"), without '" + format.promptField() + "'"));
		}
		format.fields(request.parts()).forEach((name, value) -> {
			if (name.equals(format.promptField()) && !hasTurns) {
				fields.computeIfPresent(name, (key, prompt) -> withInstructions((List<?>) value, prompt));
			}
			else {
				add(fields, name, value);
			}
		});
		violations.addAll(0, RequestRules.check(fields, format, stream));
		if (!violations.isEmpty()) {
			throw new InvalidRequestException(violations, null);
		}
		if (stream) {
			fields.put("stream", TRUE);
			if (TRUE.equals(fields.get("include_cost"))) {
				format.costFields().forEach((name, value) -> add(fields, name, value));
			}
		}
		return new ResolvedRequest(format, Objects.requireNonNull(fields.get("model")), JsonFields.write(fields),
				StartWithin.ofField(fields.get(START_WITHIN)), retries(fields));
	}

	/**
	 * Add a field beside those that the caller set by name, which win.
	 */
	private static void add(Map<String, RawJson> fields, String name, Object value) {
		RawJson own = fields.get(name);
		if (value instanceof Map<?, ?> members && (own == null || own.isObject())) {
			fields.put(name, RequestJson.merge(name, own, members));
		}
		else {
			fields.putIfAbsent(name, RawJson.of(value));
		}
	}

	/**
	 * Put instructions before the messages of a format that has them there, unless the
	 * messages have instructions of their own.
	 */
	private static RawJson withInstructions(List<?> instructions, RawJson messages) {
		JsonNode tree = messages.tree();
		boolean own = tree.valueStream()
			.anyMatch((message) -> INSTRUCTION_ROLES.contains(message.path("role").asString("")));
		return (!tree.isArray() || own) ? messages : messages.prepend(instructions);
	}

	private static int retries(Map<String, RawJson> fields) {
		RawJson raw = fields.get("retry");
		return (raw != null) ? raw.tree().path("count").asInt() : 0;
	}

	/**
	 * Return the longest time that the flex tier may be raced for.
	 * @return the time, or {@code null} for no race
	 */
	@Nullable Duration window() {
		// What the key's default is only the service knows.
		return (this.startWithin != null) ? this.startWithin.duration() : StartWithin.LONGEST;
	}

	/**
	 * Make up for time that has passed since the caller asked. Tiers stay, and so does
	 * the default of the API key, which is not known.
	 * @param elapsed the time that has passed
	 * @return a request that can wait that much less
	 */
	ResolvedRequest after(Duration elapsed) {
		if (elapsed.isZero() || this.startWithin == null || this.startWithin.duration() == null) {
			return this;
		}
		StartWithin left = this.startWithin.minus(elapsed);
		Map<String, RawJson> fields = JsonFields.parse(this.body);
		fields.put(START_WITHIN, RawJson.of(left));
		return new ResolvedRequest(this.format, this.model, JsonFields.write(fields), left, this.retries);
	}

}
