package com.flexinference.router;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Remembers how conversations began, as the prompt caches of the providers do. What is
 * shorter than 1,024 tokens is not cached.
 */
final class PromptCache {

	static final int SHORTEST = 1_024;

	private static final int MOST_PREFIXES = 10_000;

	private final Map<UUID, Boolean> prefixes = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
			return size() > MOST_PREFIXES;
		}

	};

	/**
	 * Look a conversation up, and remember it.
	 * @param model the model
	 * @param turns the conversation
	 * @return the number of tokens that were remembered
	 */
	synchronized int lookUp(String model, List<Turn> turns) {
		int tokens = 0;
		int remembered = 0;
		UUID prefix = hash(model);
		for (Turn turn : turns) {
			prefix = hash(prefix + turn.role().name() + turn.text());
			tokens += turn.tokens();
			if (tokens >= SHORTEST && this.prefixes.put(prefix, true) != null) {
				remembered = tokens;
			}
		}
		return remembered;
	}

	private static UUID hash(String text) {
		return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
	}

}
