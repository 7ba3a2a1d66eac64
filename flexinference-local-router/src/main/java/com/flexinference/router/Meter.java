package com.flexinference.router;

import org.jspecify.annotations.Nullable;

/**
 * Counts what an answer used and what it costs.
 */
final class Meter {

	private final PromptCache cache = new PromptCache();

	private final ModelCatalog catalog;

	Meter(ModelCatalog catalog) {
		this.catalog = catalog;
	}

	/**
	 * Measure an answer.
	 * @param ask what was asked
	 * @param fields the routing fields
	 * @param completion what was produced
	 * @param tier the tier that served
	 * @param givenCost the cost or {@code null} to compute it
	 * @return what it used
	 */
	Usage measure(Ask ask, RoutingFields fields, Completion completion, String tier, @Nullable Long givenCost) {
		boolean claude = ModelFamily.of(fields.model()) == ModelFamily.CLAUDE;
		int input = ask.tokens();
		boolean cached = input >= PromptCache.SHORTEST && (!claude || fields.cache());
		int read = cached ? this.cache.lookUp(fields.model(), ask.turns()) : 0;
		int written = (cached && claude) ? input - read : 0;
		Usage usage = new Usage(input, read, written, completion.tokens(), completion.reasoningTokens(), givenCost);
		Model model = this.catalog.find(fields.model());
		return (givenCost != null || model == null) ? usage : usage.withCost(model.price().cost(usage, tier));
	}

}
