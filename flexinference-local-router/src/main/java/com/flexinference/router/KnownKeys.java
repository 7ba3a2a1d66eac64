package com.flexinference.router;

import java.util.HashMap;
import java.util.Map;

import com.flexinference.router.internal.account.Authenticator;

/**
 * The API keys that every router knows, so that clients in any language can test with
 * each kind of key. All other keys are own keys, unless the builder names the keys.
 */
final class KnownKeys {

	private static final LocalKey REVOKED = LocalKey.own().refusedWith("revoked_api_key");

	private static final Map<String, LocalKey> ALL = Map.ofEntries(Map.entry(LocalKey.REVOKED_API_KEY, REVOKED),
			Map.entry("flex_live_unknown", LocalKey.own().refusedWith("invalid_api_key")),
			Map.entry("flex_live_default_30s", LocalKey.own().defaultStartWithin("00h-00m-30s")),
			Map.entry("flex_live_two_a_minute", LocalKey.own().requestsPerMinute(2)),
			Map.entry("flex_live_no_openai", LocalKey.own().without("openai")),
			Map.entry("flex_live_no_gemini", LocalKey.own().without("google")),
			Map.entry("flex_live_no_anthropic", LocalKey.own().without("anthropic")),
			Map.entry("flex_live_managed", LocalKey.managed(10_000_000).dailyCeiling(5_000_000)),
			Map.entry("flex_live_managed_empty", LocalKey.managed(0)),
			Map.entry("flex_live_managed_ceiling", LocalKey.managed(10_000_000).dailyCeiling(0)),
			Map.entry("flex_live_managed_review", LocalKey.managed(10_000_000).refusedWith("account_under_review")),
			Map.entry("flex_live_managed_disputed", LocalKey.managed(10_000_000).refusedWith("payment_disputed")));

	private KnownKeys() {
	}

	// Accepts any key if none is given
	static Authenticator authenticator(Map<String, LocalKey> given) {
		Map<String, LocalKey> keys = new HashMap<>(given.isEmpty() ? ALL : given);
		keys.putIfAbsent(LocalKey.REVOKED_API_KEY, REVOKED);
		return new Authenticator((key) -> {
			LocalKey kind = keys.getOrDefault(key, given.isEmpty() ? LocalKey.own() : null);
			return (kind != null) ? kind.terms() : null;
		});
	}

}
