package com.flexinference.router;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Decides which route and which tier serve a request (contract section 2.2).
 */
final class TierRules {

	private final ModelCatalog catalog;

	private final FlexRace race;

	TierRules(ModelCatalog catalog, FlexRace race) {
		this.catalog = catalog;
		this.race = race;
	}

	Routing dispatch(RoutingFields fields, Scripted.Simulation script, Timeline timeline) throws IOException {
		ModelFamily family = ModelFamily.of(fields.model());
		Route route = firstRoute(family, fields);
		Duration window = fields.startWithin().window();
		if (window == null) {
			return named(fields.startWithin().text(), family, route);
		}
		checkFlex(fields.model(), family, route);
		RoutingReason reason = this.race.run(window, script.forcedReason(), timeline);
		String tier = (reason == RoutingReason.FLEX_WON) ? "flex" : "default";
		return new Routing(route, route, tier, reason.wireName(), 0);
	}

	private Route firstRoute(ModelFamily family, RoutingFields fields) {
		List<Route> chain = fields.chain();
		for (Route route : chain) {
			if (!family.isServedBy(route)) {
				throw new RouterException(ErrorCode.PROVIDER_MODEL_MISMATCH, "provider",
						"The route '" + route.wireName() + "' cannot serve the model '" + fields.model() + "'", route);
			}
		}
		return chain.isEmpty() ? family.nativeRoute() : chain.get(0);
	}

	private Routing named(String tier, ModelFamily family, Route route) {
		if ("auto".equals(tier) && route == Route.GOOGLE) {
			throw new RouterException(ErrorCode.AUTO_UNSUPPORTED_FOR_GEMINI, "start_within",
					"Gemini has no tier \"auto\"; use \"default\", \"priority\" or a duration", route);
		}
		return new Routing(route, route, family.servedTier(tier, route), RoutingReason.TIER_DIRECT.wireName(), 0);
	}

	private void checkFlex(String id, ModelFamily family, Route route) {
		if (route.isCloud()) {
			throw new RouterException(ErrorCode.FLEX_UNSUPPORTED_ON_CLOUD, "start_within", "The route '"
					+ route.wireName() + "' has no flex tier; use \"default\" or put a direct route first", route);
		}
		if (family == ModelFamily.CLAUDE) {
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
