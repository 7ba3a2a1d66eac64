package com.flexinference.router.internal.routing;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.model.Completion;
import com.flexinference.router.internal.model.Message;
import com.flexinference.router.internal.model.ParsedRequest;
import com.flexinference.router.internal.model.Usage;

/**
 * Counts what an answer used and what it costs. It remembers how conversations began, as
 * the prompt caches of the providers do.
 */
public final class UsageMeter {

	private static final int SHORTEST_CACHED = 1_024;

	private static final int MOST_PREFIXES = 10_000;

	private final Set<UUID> prefixes = new HashSet<>();

	private final ModelCatalog catalog;

	public UsageMeter(ModelCatalog catalog) {
		this.catalog = catalog;
	}

	// The cost is computed if none is given
	public Usage measure(ParsedRequest parsed, RoutingFields fields, Completion completion, String tier,
			@Nullable Long givenCost) {
		boolean claude = ModelFamily.of(fields.model()) == ModelFamily.CLAUDE;
		int input = parsed.tokens();
		boolean cached = input >= SHORTEST_CACHED && (!claude || fields.cache());
		int read = cached ? lookUp(fields.model(), parsed.messages()) : 0;
		int written = (cached && claude) ? input - read : 0;
		Usage usage = new Usage(input, read, written, completion.tokens(), completion.reasoningTokens(), givenCost);
		Model model = this.catalog.find(fields.model());
		return (givenCost != null || model == null) ? usage : usage.withCost(model.price().cost(usage, tier));
	}

	// Remembers a conversation. Returns how many of its tokens were remembered before
	private synchronized int lookUp(String model, List<Message> messages) {
		if (this.prefixes.size() > MOST_PREFIXES) {
			this.prefixes.clear();
		}
		int tokens = 0;
		int remembered = 0;
		UUID prefix = hash(model);
		for (Message message : messages) {
			prefix = hash(prefix + message.role().name() + message.text() + message.media());
			tokens += message.tokens();
			if (tokens >= SHORTEST_CACHED && !this.prefixes.add(prefix)) {
				remembered = tokens;
			}
		}
		return remembered;
	}

	private static UUID hash(String text) {
		return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
	}

}
