package com.flexinference.router.internal.routing;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.model.Completion;
import com.flexinference.router.internal.model.ParsedRequest;
import com.flexinference.router.internal.model.Usage;

/**
 * Counts what an answer used and what it costs.
 */
public final class UsageMeter {

	private final PromptCache cache = new PromptCache();

	private final ModelCatalog catalog;

	public UsageMeter(ModelCatalog catalog) {
		this.catalog = catalog;
	}

	// The cost is computed if none is given
	public Usage measure(ParsedRequest parsed, RoutingFields fields, Completion completion, String tier,
			@Nullable Long givenCost) {
		boolean claude = ModelFamily.of(fields.model()) == ModelFamily.CLAUDE;
		int input = parsed.tokens();
		boolean cached = input >= PromptCache.SHORTEST && (!claude || fields.cache());
		int read = cached ? this.cache.lookUp(fields.model(), parsed.messages()) : 0;
		int written = (cached && claude) ? input - read : 0;
		Usage usage = new Usage(input, read, written, completion.tokens(), completion.reasoningTokens(), givenCost);
		Model model = this.catalog.find(fields.model());
		return (givenCost != null || model == null) ? usage : usage.withCost(model.price().cost(usage, tier));
	}

}
