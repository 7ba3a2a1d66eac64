package com.flexinference.router;

import java.util.List;

/**
 * What each tier means for a model on a route, and what is refused (contract section
 * 2.2).
 */
final class TierRules {

	private final ModelCatalog catalog;

	TierRules(ModelCatalog catalog) {
		this.catalog = catalog;
	}

	Plan plan(RoutingFields fields, Account account) {
		Model model = this.catalog.find(fields.model());
		List<Route> served = (model != null) ? model.routes() : ModelFamily.of(fields.model()).routes();
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
		return new Plan(routes, routes.stream().map((route) -> route.servedTier(race ? "default" : tier)).toList(),
				fields.startWithin().window(), account.mode());
	}

	private void checkRoute(Route route, List<Route> served, String model, Account account) {
		if (!served.contains(route)) {
			throw new RouterException(ErrorCode.PROVIDER_MODEL_MISMATCH, "provider",
					"The route '" + route.wireName() + "' cannot serve the model '" + model + "'", route);
		}
		if (route == Route.CLOUDFLARE && !account.isManaged()) {
			throw new RouterException(ErrorCode.PROVIDER_MODEL_MISMATCH, "provider",
					"The route 'cloudflare' serves managed keys only", route);
		}
	}

	private void checkNamed(String tier, Route route, Account account) {
		if ("auto".equals(tier) && route == Route.GOOGLE) {
			throw new RouterException(ErrorCode.AUTO_UNSUPPORTED_FOR_GEMINI, "start_within",
					"Gemini has no tier \"auto\"; use \"default\", \"priority\" or a duration", route);
		}
		if (!"default".equals(tier) && (route.isCloud() || account.isManaged())) {
			throw new RouterException(ErrorCode.TIER_NOT_AVAILABLE, "start_within",
					(route.isCloud() ? "The route '" + route.wireName() + "' offers" : "Managed keys have")
							+ " the tier \"default\" only",
					route);
		}
	}

	private void checkFlex(String id, Route route) {
		if (route.isCloud()) {
			throw new RouterException(ErrorCode.FLEX_UNSUPPORTED_ON_CLOUD, "start_within", "The route '"
					+ route.wireName() + "' has no flex tier; use \"default\" or put a direct route first", route);
		}
		if (route == Route.ANTHROPIC) {
			throw new RouterException(ErrorCode.FLEX_UNSUPPORTED_FOR_ANTHROPIC, "start_within",
					"Anthropic has no flex tier; use \"default\", \"priority\" or \"auto\"", route);
		}
		Model model = this.catalog.find(id);
		if (model == null || !model.flex()) {
			throw new RouterException(ErrorCode.FLEX_MODEL_NOT_CAPABLE, "start_within",
					"The model '" + id
							+ "' cannot race for the flex tier; use \"default\" or a model whose 'flex_race' is true",
					route);
		}
	}

}
