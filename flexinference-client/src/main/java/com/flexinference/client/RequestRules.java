package com.flexinference.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.InvalidRequestException.Violation;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.FormatCodec;
import com.flexinference.client.internal.json.RawJson;

/**
 * The rules that a request can break before it is sent, in the order of
 * docs/wire-contract.md, section 3.3. What only the service can know stays with the
 * service.
 */
final class RequestRules {

	private static final String RETRY_EXAMPLE = "\"retry\": {\"count\": 2, \"backoff\": \"linear\"}";

	/**
	 * In bytes (docs/wire-contract.md, section 1).
	 */
	static final int MAX_BODY = 1_000_000;

	private final Map<String, RawJson> fields;

	private final List<Violation> violations = new ArrayList<>();

	private RequestRules(Map<String, RawJson> fields) {
		this.fields = fields;
	}

	static List<Violation> check(Map<String, RawJson> fields, CallerFormat format, boolean stream) {
		RequestRules rules = new RequestRules(fields);
		rules.checkModel();
		rules.checkStartWithin();
		rules.checkRetry();
		rules.checkProvider();
		rules.checkIncludeCost();
		rules.checkPrompt(format);
		rules.checkMaxTokens(format);
		rules.checkServiceTier();
		rules.checkStream(stream);
		return rules.violations;
	}

	static Violation tooLarge(String problem, String field) {
		return new Violation(field, "request_too_large", problem + " than the service accepts",
				"requests of at most " + MAX_BODY + " bytes, including Base64, which is a third larger than the data",
				"a smaller image, or one that the provider fetches: image(URI.create(\"https://example.com/a.png\"))");
	}

	private void checkModel() {
		if (tree("model").stringValue("").isEmpty()) {
			violation("model", "missing_model",
					tree("model").isMissingNode() ? "is missing" : "must be a string that is not empty",
					"the id of a model", "\"model\": \"gpt-5.5\"");
		}
	}

	private void checkStartWithin() {
		RawJson value = this.fields.get("start_within");
		if (value == null) {
			violation("start_within", "missing_start_within", "is missing",
					StartWithin.ALLOWED + ", or StartWithin.keyDefault() for a key that carries a default",
					StartWithin.EXAMPLE);
		}
		else if (value != RawJson.OMITTED && StartWithin.ofField(value) == null) {
			String text = value.string();
			this.violations.add(StartWithin.violation((text != null) ? text : shown(value.tree())));
		}
	}

	private void checkRetry() {
		JsonNode retry = tree("retry");
		if (retry.isMissingNode()) {
			return;
		}
		if (!retry.isObject()) {
			violation("retry", null, "must be an object", "count, and optionally backoff and jitter", RETRY_EXAMPLE);
			return;
		}
		for (String name : retry.propertyNames()) {
			if (!Set.of("count", "backoff", "jitter").contains(name)) {
				violation("retry." + name, null, "is unknown", "count, backoff and jitter", RETRY_EXAMPLE);
			}
		}
		JsonNode count = retry.path("count");
		if (!count.canConvertToInt() || count.intValue() < 1 || count.intValue() > 5) {
			violation("retry.count", null, count.isMissingNode() ? "is missing" : "must not be " + shown(count),
					"an integer from 1 to 5", RETRY_EXAMPLE);
		}
		JsonNode backoff = retry.path("backoff");
		if (!backoff.isMissingNode() && !Set.of("\"exponential\"", "\"linear\"").contains(backoff.toString())) {
			violation("retry.backoff", null, "must not be " + shown(backoff), "exponential, the default, or linear",
					RETRY_EXAMPLE);
		}
		JsonNode jitter = retry.path("jitter");
		if (!jitter.isMissingNode() && !jitter.isBoolean()) {
			violation("retry.jitter", null, "must not be " + shown(jitter), "true, the default, or false",
					RETRY_EXAMPLE);
		}
	}

	private void checkProvider() {
		JsonNode provider = tree("provider");
		if (provider.isMissingNode()) {
			return;
		}
		Set<String> distinct = new HashSet<>();
		boolean wellFormed = provider.isArray() && !provider.isEmpty() && provider.size() <= 3;
		for (JsonNode route : provider) {
			wellFormed &= route.isString() && distinct.add(route.stringValue());
		}
		if (!wellFormed) {
			violation("provider", "invalid_provider_chain", "must not be " + shown(provider),
					"an array of one to three route names without repeats", "\"provider\": [\"openai\", \"foundry\"]");
		}
	}

	private void checkIncludeCost() {
		JsonNode includeCost = tree("include_cost");
		if (!includeCost.isMissingNode() && !includeCost.isBoolean()) {
			violation("include_cost", null, "must not be " + shown(includeCost), "true or false",
					"\"include_cost\": true");
		}
	}

	private void checkPrompt(CallerFormat format) {
		String name = FormatCodec.of(format).promptField();
		RawJson prompt = this.fields.getOrDefault(name, RawJson.OMITTED);
		boolean missing = prompt == RawJson.OMITTED;
		if (name.equals("input") && missing) {
			violation(name, null, "is missing", "a string or a list", "\"input\": \"Hello\"");
		}
		if (name.equals("messages") && !prompt.isArray()) {
			violation(name, null, missing ? "is missing" : "must be an array", "an array of messages",
					"\"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]");
		}
	}

	private void checkMaxTokens(CallerFormat format) {
		if (format == CallerFormat.MESSAGES && tree("model").stringValue("").startsWith("claude-")
				&& tree("max_tokens").isMissingNode()) {
			violation("max_tokens", null, "is missing; Anthropic refuses requests for Claude models without it",
					"maxTokens(…) of the request, @FlexInference(maxTokens = …), or the property flexinference.max-tokens",
					"maxTokens(1024)");
		}
	}

	private void checkServiceTier() {
		if (!tree("service_tier").isMissingNode()) {
			violation("service_tier", "service_tier_not_allowed", "must not be sent; start_within chooses the tier",
					"no service_tier, and start_within: " + StartWithin.ALLOWED, StartWithin.EXAMPLE);
		}
	}

	private void checkStream(boolean stream) {
		JsonNode value = tree("stream");
		if (!value.isMissingNode() && !value.isNull() && (!value.isBoolean() || value.booleanValue() != stream)) {
			violation("stream", null,
					"must not be " + shown(value) + " in a call of " + (stream ? "stream(…)" : "create(…)"),
					"no 'stream': create(…) gives an answer at once, stream(…) gives its events",
					"\"stream\": " + stream);
		}
	}

	private JsonNode tree(String name) {
		return RequestJson.tree(this.fields, name);
	}

	private static String shown(JsonNode value) {
		return Violation.shown(value.toString());
	}

	private void violation(String field, @Nullable String code, String problem, String allowed, String example) {
		this.violations.add(new Violation(field, code, problem, allowed, example));
	}

}
