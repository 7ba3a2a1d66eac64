package com.flexinference.router.internal.routing;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.flexinference.router.internal.model.Message;

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

	// Remembers a conversation. Returns how many of its tokens were remembered before
	synchronized int lookUp(String model, List<Message> messages) {
		int tokens = 0;
		int remembered = 0;
		UUID prefix = hash(model);
		for (Message message : messages) {
			prefix = hash(prefix + message.role().name() + message.text() + message.media());
			tokens += message.tokens();
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
