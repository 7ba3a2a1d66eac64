package com.flexinference.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a request that are the router's own (contract section 3), checked for
 * their shape.
 *
 * @param model the model
 * @param startWithin the parsed {@code start_within}
 * @param chain the routes asked for, empty if the model's native one is meant
 * @param retry whether retries were asked for
 * @param includeCost whether a stream reports its cost
 * @param cache whether Claude's prompts are cached
 */
record RoutingFields(String model, StartWithin startWithin, List<Route> chain, boolean retry, boolean includeCost,
		boolean cache) {

	private static final Set<String> RETRY_FIELDS = Set.of("count", "backoff", "jitter");

	static RoutingFields parse(ObjectNode request) {
		String model = model(request.path("model"));
		StartWithin startWithin = startWithin(request.get("start_within"));
		if (request.has("service_tier")) {
			throw new RouterException(ErrorCode.SERVICE_TIER_NOT_ALLOWED, "service_tier",
					"'service_tier' is decided by the router; say when to start with 'start_within' instead");
		}
		boolean retry = retry(request.get("retry"));
		List<Route> chain = chain(request.get("provider"));
		return new RoutingFields(model, startWithin, chain, retry, includeCost(request.get("include_cost")), true);
	}

	private static String model(JsonNode model) {
		if (!model.isString() || model.stringValue().isEmpty()) {
			throw new RouterException(ErrorCode.MISSING_MODEL, "model", "'model' must be a non-empty string");
		}
		return model.stringValue();
	}

	private static StartWithin startWithin(@Nullable JsonNode value) {
		if (value == null || value.isNull()) {
			throw new RouterException(ErrorCode.MISSING_START_WITHIN, "start_within",
					"'start_within' is required, for example \"00h-00m-30s\" or \"default\"");
		}
		StartWithin startWithin = value.isString() ? StartWithin.parse(value.stringValue()) : null;
		if (startWithin == null) {
			throw new RouterException(ErrorCode.INVALID_START_WITHIN, "start_within",
					"'start_within' must be \"default\", \"priority\", \"auto\" or a duration from \"00h-00m-05s\" to "
							+ "\"00h-10m-00s\", but was " + value);
		}
		return startWithin;
	}

	private static boolean retry(@Nullable JsonNode retry) {
		if (retry == null) {
			return false;
		}
		JsonNode count = retry.path("count");
		String backoff = retry.path("backoff").asString("");
		boolean valid = retry.isObject() && RETRY_FIELDS.containsAll(retry.propertyNames())
				&& count.canConvertToExactIntegral() && count.intValue() >= 1 && count.intValue() <= 5
				&& (!retry.has("backoff") || "exponential".equals(backoff) || "linear".equals(backoff))
				&& (!retry.has("jitter") || retry.path("jitter").isBoolean());
		if (!valid) {
			throw new RouterException(ErrorCode.INVALID_RETRY, "retry",
					"'retry' must be an object with a 'count' from 1 to 5 and, optionally, 'backoff' (\"exponential\" or "
							+ "\"linear\") and 'jitter' (boolean)");
		}
		return true;
	}

	private static List<Route> chain(@Nullable JsonNode chain) {
		if (chain == null) {
			return List.of();
		}
		List<Route> routes = new ArrayList<>();
		for (JsonNode entry : chain) {
			Route route = Route.of(entry.asString(""));
			if (route == null || routes.contains(route)) {
				throw invalidChain();
			}
			routes.add(route);
		}
		if (!chain.isArray() || routes.isEmpty() || routes.size() > 3) {
			throw invalidChain();
		}
		return List.copyOf(routes);
	}

	private static RouterException invalidChain() {
		return new RouterException(ErrorCode.INVALID_PROVIDER_CHAIN, "provider",
				"'provider' must be an array of one to three different routes out of google, openai, anthropic, vertex, "
						+ "bedrock, cloudflare and foundry");
	}

	private static boolean includeCost(@Nullable JsonNode includeCost) {
		if (includeCost != null && !includeCost.isBoolean()) {
			throw new RouterException(ErrorCode.INVALID_INCLUDE_COST, "include_cost",
					"'include_cost' must be a boolean");
		}
		return includeCost != null && includeCost.booleanValue();
	}

}
