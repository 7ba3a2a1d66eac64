package com.flexinference.router.internal.routing;

import java.util.List;

import com.flexinference.router.internal.account.Account;
import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.error.RouterException;

/**
 * What each tier means for a model on a route, and what is refused
 * (docs/wire-contract.md, section 2.2).
 */
public final class TierRules {

	private final ModelCatalog catalog;

	public TierRules(ModelCatalog catalog) {
		this.catalog = catalog;
	}

	public RoutingPlan plan(RoutingFields fields, Account account) {
		List<Route> served = ModelFamily.of(fields.model()).routes();
		List<Route> routes = fields.chain().isEmpty() ? served.subList(0, 1) : fields.chain();
		for (Route route : routes) {
			checkRoute(route, served, fields.model(), account);
		}
		String tier = fields.startWithin().text();
		boolean race = fields.startWithin().window() != null;
		if (race) {
			checkFlex(fields.model(), routes.get(0));
		}
		else {
			checkNamed(tier, routes.get(0), account);
		}
		return new RoutingPlan(routes,
				routes.stream().map((route) -> route.servedTier(race ? "default" : tier)).toList(),
				fields.startWithin().window(), account.mode());
	}

	private void checkRoute(Route route, List<Route> served, String model, Account account) {
		if (!served.contains(route)) {
			throw new RouterException(ErrorCode.PROVIDER_MODEL_MISMATCH, "provider",
					"The route '" + route.wireName() + "' cannot serve the model '" + model + "'", route.errorName());
		}
		if (route == Route.CLOUDFLARE && !account.isManaged()) {
			throw new RouterException(ErrorCode.PROVIDER_MODEL_MISMATCH, "provider",
					"The route 'cloudflare' serves managed keys only", route.errorName());
		}
	}

	private void checkNamed(String tier, Route route, Account account) {
		if ("auto".equals(tier) && route == Route.GOOGLE) {
			throw new RouterException(ErrorCode.AUTO_UNSUPPORTED_FOR_GEMINI, "start_within",
					"Gemini has no tier \"auto\"; use \"default\", \"priority\" or a duration", route.errorName());
		}
		if (!"default".equals(tier) && (route.isCloud() || account.isManaged())) {
			throw new RouterException(ErrorCode.TIER_NOT_AVAILABLE, "start_within",
					(route.isCloud() ? "The route '" + route.wireName() + "' offers" : "Managed keys have")
							+ " the tier \"default\" only",
					route.errorName());
		}
	}

	private void checkFlex(String id, Route route) {
		if (route.isCloud()) {
			throw new RouterException(ErrorCode.FLEX_UNSUPPORTED_ON_CLOUD, "start_within", "The route '"
					+ route.wireName() + "' has no flex tier; use \"default\" or put a direct route first",
					route.errorName());
		}
		if (route == Route.ANTHROPIC) {
			throw new RouterException(ErrorCode.FLEX_UNSUPPORTED_FOR_ANTHROPIC, "start_within",
					"Anthropic has no flex tier; use \"default\", \"priority\" or \"auto\"", route.errorName());
		}
		Model model = this.catalog.find(id);
		if (model == null || !model.flex()) {
			throw new RouterException(ErrorCode.FLEX_MODEL_NOT_CAPABLE, "start_within",
					"The model '" + id
							+ "' cannot race for the flex tier; use \"default\" or a model whose 'flex_race' is true",
					route.errorName());
		}
	}

}
