package com.flexinference.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.InvalidRequestException.Violation;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.FormatCodec;
import com.flexinference.client.internal.json.JsonFields;
import com.flexinference.client.internal.json.RawJson;

/**
 * A request in which everything needed is present and has been checked.
 *
 * @param body the JSON to send, which has the fields
 * @param startWithin {@code null} if it is left to the default of the API key
 * @param retries the further attempts that the service may make, 0 to 5
 */
record ResolvedRequest(CallerFormat format, Map<String, RawJson> fields, byte[] body, @Nullable StartWithin startWithin,
		int retries) {

	private static final String START_WITHIN = "start_within";

	private static final RawJson TRUE = RawJson.of(true);

	static ResolvedRequest of(FlexRequest request, CallerFormat format, boolean stream) {
		return RequestJson.read(() -> resolve(request, format, stream));
	}

	private static ResolvedRequest resolve(FlexRequest request, CallerFormat format, boolean stream) {
		List<Violation> violations = new ArrayList<>();
		Map<String, RawJson> fields = new LinkedHashMap<>(request.fields());
		FormatCodec codec = FormatCodec.of(format);
		boolean hasMessages = !request.parts().messages().isEmpty();
		if (hasMessages && fields.containsKey(codec.promptField())) {
			violations.add(new Violation(codec.promptField(), null, "is set in addition to messages of the builder",
					"one of the two", "builder.user(\"Hello\"), without '" + codec.promptField() + "'"));
		}
		Map<String, Object> written = codec.fields(request.parts(), request.fields().keySet());
		PartFields.saidTwice(fields, request.parts(), written).forEach((name) -> violations.add(setTwice(name)));
		written.forEach((name, value) -> {
			// Without messages the prompt's field has at most instructions.
			if (hasMessages && name.equals(codec.promptField())) {
				fields.put(name, RawJson.of(value));
			}
			else if (!name.equals(codec.promptField()) || fields.containsKey(name)) {
				addPart(fields, name, value, violations);
			}
		});
		violations.addAll(PartRules.check(fields, request.parts(), format));
		violations.addAll(0, RequestRules.check(fields, format, stream));
		if (!violations.isEmpty()) {
			throw new InvalidRequestException(violations, null);
		}
		if (stream) {
			fields.put("stream", TRUE);
			if (TRUE.equals(fields.get("include_cost"))) {
				// What the caller set by its name stays.
				codec.costFields().forEach((name, value) -> addPart(fields, name, value, new ArrayList<>()));
			}
		}
		byte[] body = JsonFields.write(fields);
		if (body.length > RequestRules.MAX_BODY) {
			throw new InvalidRequestException(
					RequestRules.tooLarge("has " + body.length + " bytes, which is more", "request"));
		}
		return new ResolvedRequest(format, fields, body, StartWithin.ofField(fields.get(START_WITHIN)),
				RequestJson.tree(fields, "retry").path("count").asInt(0));
	}

	/**
	 * Add a part to the fields that the caller set by name. Lists and objects are merged;
	 * what the caller has set by its name too is a violation.
	 */
	private static void addPart(Map<String, RawJson> fields, String name, Object value, List<Violation> violations) {
		RawJson own = fields.get(name);
		if (own == null) {
			fields.put(name, RawJson.of(value));
		}
		else if (value instanceof Map<?, ?> members && own.isObject()) {
			Map<String, RawJson> merged = RequestJson.parse(name, own.bytes());
			members.forEach((member, part) -> {
				if (merged.putIfAbsent(String.valueOf(member), RawJson.of(part)) != null) {
					violations.add(setTwice(name + "." + member));
				}
			});
			fields.put(name, RequestJson.write(name, merged));
		}
		else if (value instanceof List<?> elements && own.isArray()) {
			fields.put(name, own.prepend(elements));
		}
		else {
			violations.add(setTwice(name));
		}
	}

	private static Violation setTwice(String name) {
		return new Violation(name, null, "is set by its name and by a part of the builder", "one of the two",
				"the part of the builder, without '" + name + "'");
	}

	String model() {
		return Objects.requireNonNull(Objects.requireNonNull(this.fields.get("model")).string());
	}

	String prompt() {
		return String.valueOf(this.fields.get(FormatCodec.of(this.format).promptField()));
	}

	/**
	 * Return the longest time that the flex tier may be raced for.
	 */
	@Nullable Duration window() {
		// What the key's default is only the service knows.
		return (this.startWithin != null) ? this.startWithin.duration() : StartWithin.LONGEST;
	}

	/**
	 * Adjust for the time that has passed since the call began. Tiers stay, and so does
	 * the default of the API key, which is not known.
	 */
	ResolvedRequest after(Duration elapsed) {
		if (elapsed.isZero() || this.startWithin == null || this.startWithin.duration() == null) {
			return this;
		}
		StartWithin left = this.startWithin.minus(elapsed);
		Map<String, RawJson> newFields = new LinkedHashMap<>(this.fields);
		newFields.put(START_WITHIN, RawJson.of(left));
		return new ResolvedRequest(this.format, newFields, JsonFields.write(newFields), left, this.retries);
	}

}
