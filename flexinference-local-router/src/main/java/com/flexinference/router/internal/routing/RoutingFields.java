package com.flexinference.router.internal.routing;

import java.util.List;
import java.util.Objects;

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
				keyDefault ? request.stringNode(defaultStartWithin) : request.path("start_within"));
		RouterException.check(!request.has("service_tier"), ErrorCode.SERVICE_TIER_NOT_ALLOWED, "service_tier",
				"'service_tier' is decided by the router; say when to start with 'start_within' instead");
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
		String name = model.stringValue("");
		RouterException.check(!name.isEmpty(), ErrorCode.MISSING_MODEL, "model", "'model' must be a non-empty string");
		return name;
	}

	private static StartWithin startWithin(JsonNode value) {
		RouterException.check(!value.isMissingNode() && !value.isNull(), ErrorCode.MISSING_START_WITHIN, "start_within",
				"'start_within' is required, for example \"00h-00m-30s\" or \"default\"");
		StartWithin startWithin = StartWithin.parse(value.stringValue(""));
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
		List<Route> routes = chain.valueStream()
			.map((entry) -> Route.of(entry.asString("")))
			.filter(Objects::nonNull)
			.distinct()
			.toList();
		RouterException.check(
				chain.isArray() && !routes.isEmpty() && routes.size() <= 3 && routes.size() == chain.size(),
				ErrorCode.INVALID_PROVIDER_CHAIN, "provider",
				"'provider' must be an array of one to three different routes out of google, openai, anthropic, vertex, "
						+ "bedrock, cloudflare and foundry");
		return routes;
	}

	private static boolean flag(ObjectNode request, String name, boolean defaultValue, ErrorCode code) {
		JsonNode flag = request.path(name);
		RouterException.check(flag.isMissingNode() || flag.isBoolean(), code, name, "'" + name + "' must be a boolean");
		return flag.booleanValue(defaultValue);
	}

}
