package com.flexinference.router.internal.routing;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.account.Account;
import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.error.RouterException;

/**
 * How a request is to be served: the routes to try in order, the tier without a race, and
 * the window of the race if there is one. What a model, a route or a key does not offer
 * is refused (docs/wire-contract.md, section 2.2).
 */
public record RoutingPlan(List<Route> routes, String tier, @Nullable Duration window, String mode) {

	public static RoutingPlan of(RoutingFields fields, Account account, ModelCatalog catalog) {
		List<Route> served = ModelFamily.of(fields.model()).routes();
		List<Route> routes = fields.chain().isEmpty() ? served.subList(0, 1) : fields.chain();
		routes.forEach((route) -> checkRoute(route, served, fields.model(), account));
		Route first = routes.get(0);
		String tier = fields.startWithin().text();
		Duration window = fields.startWithin().window();
		if (window != null) {
			checkFlex(catalog.find(fields.model()), fields.model(), first);
			tier = "default";
		}
		else if (!"default".equals(tier)) {
			checkNamed(tier, first, account);
		}
		check(!account.terms().missingProviders().contains(first.wireName()), first.missingKey(), null, first,
				"No key of your own is stored for this provider");
		return new RoutingPlan(routes, tier, window, account.mode());
	}

	private static void checkRoute(Route route, List<Route> served, String model, Account account) {
		check(served.contains(route), ErrorCode.PROVIDER_MODEL_MISMATCH, "provider", route,
				"The route '" + route.wireName() + "' cannot serve the model '" + model + "'");
		check(route != Route.CLOUDFLARE || account.isManaged(), ErrorCode.PROVIDER_MODEL_MISMATCH, "provider", route,
				"The route 'cloudflare' serves managed keys only");
	}

	private static void checkNamed(String tier, Route route, Account account) {
		check(route != Route.GOOGLE || !"auto".equals(tier), ErrorCode.AUTO_UNSUPPORTED_FOR_GEMINI, "start_within",
				route, "Gemini has no tier \"auto\"; use \"default\", \"priority\" or a duration");
		check(!route.isCloud(), ErrorCode.TIER_NOT_AVAILABLE, "start_within", route,
				"The route '" + route.wireName() + "' offers the tier \"default\" only");
		check(!account.isManaged(), ErrorCode.TIER_NOT_AVAILABLE, "start_within", route,
				"Managed keys have the tier \"default\" only");
	}

	private static void checkFlex(@Nullable Model model, String name, Route route) {
		check(!route.isCloud(), ErrorCode.FLEX_UNSUPPORTED_ON_CLOUD, "start_within", route,
				"The route '" + route.wireName() + "' has no flex tier; use \"default\" or put a direct route first");
		check(route != Route.ANTHROPIC, ErrorCode.FLEX_UNSUPPORTED_FOR_ANTHROPIC, "start_within", route,
				"Anthropic has no flex tier; use \"default\", \"priority\" or \"auto\"");
		check(model != null && model.flex(), ErrorCode.FLEX_MODEL_NOT_CAPABLE, "start_within", route, "The model '"
				+ name + "' cannot race for the flex tier; use \"default\" or a model whose 'flex_race' is true");
	}

	private static void check(boolean offered, ErrorCode code, @Nullable String param, Route route, String message) {
		if (!offered) {
			throw new RouterException(Failure.of(code, message, param, route.errorName(), null));
		}
	}

	String servedTier(int index) {
		return this.routes.get(index).servedTier(this.tier);
	}

	Routing routing(int index, String tier, RoutingReason reason) {
		return new Routing(this.routes.get(index), this.routes.get(0), tier, reason.wireName(), index, this.mode);
	}

}
