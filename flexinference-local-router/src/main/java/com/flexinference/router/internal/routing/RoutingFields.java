package com.flexinference.router.internal.routing;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.error.RouterException;

/**
 * The fields of a request that are the router's own (docs/wire-contract.md, section 3),
 * checked for their shape. An empty chain means the model's native route.
 */
public record RoutingFields(String model, StartWithin startWithin, List<Route> chain, ServiceRetry retry,
		boolean includeCost, boolean cache, boolean moderate, boolean piiMask, boolean keyDefault) {

	public static RoutingFields parse(ObjectNode request, @Nullable String defaultStartWithin) {
		String model = model(request.path("model"));
		boolean keyDefault = !request.hasNonNull("start_within") && defaultStartWithin != null;
		StartWithin startWithin = startWithin(
				keyDefault ? request.stringNode(defaultStartWithin) : request.get("start_within"));
		if (request.has("service_tier")) {
			throw new RouterException(ErrorCode.SERVICE_TIER_NOT_ALLOWED, "service_tier",
					"'service_tier' is decided by the router; say when to start with 'start_within' instead");
		}
		ServiceRetry retry = ServiceRetry.parse(request.get("retry"));
		List<Route> chain = chain(request.get("provider"));
		boolean includeCost = flag(request, "include_cost", false, ErrorCode.INVALID_INCLUDE_COST);
		boolean cache = flag(request, "cache", true, ErrorCode.INVALID_CACHE);
		boolean moderate = flag(request, "moderate", true, ErrorCode.INVALID_MODERATE);
		boolean piiMask = flag(request, "pii_mask", true, ErrorCode.INVALID_PII_MASK);
		flag(request, "trace_storage", false, ErrorCode.INVALID_TRACE_STORAGE);
		return new RoutingFields(model, startWithin, chain, retry, includeCost, cache, moderate, piiMask, keyDefault);
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

	private static boolean flag(ObjectNode request, String name, boolean defaultValue, ErrorCode code) {
		JsonNode flag = request.get(name);
		if (flag != null && !flag.isBoolean()) {
			throw new RouterException(code, name, "'" + name + "' must be a boolean");
		}
		return (flag != null) ? flag.booleanValue() : defaultValue;
	}

}
