package com.flexinference.router.internal.account;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.ErrorCode;

/**
 * Writes the answer of {@code GET /v1/limits} (docs/wire-contract.md, section 12).
 */
public final class LimitsReport {

	public static final int BODY_BYTES = 1_000_000;

	private LimitsReport() {
	}

	// The field 'simulated' is not in the contract. It tells health checks that no real
	// service answers
	public static ObjectNode describe(Account account, int raceSlots, Instant now) {
		return Json.object("object", "limits", "as_of", now.toEpochMilli(), "own_keys",
				Json.object("unlimited", true, "flex_race_slots",
						Json.object("limit", raceSlots, "scope", "organization", "on_exceed", "degrade_to_standard")),
				"managed", account.isManaged() ? managed(account, now) : null, "simulated", true, "abuse_limits",
				Json.object("counted_per_cloudflare_location", true, "request_body_bytes", BODY_BYTES, "rates",
						rates("requests")));
	}

	private static ObjectNode managed(Account account, Instant now) {
		ErrorCode pause = account.refusal(now);
		long balance = account.balance();
		return Json.object("providers", List.of("openai", "google", "anthropic"), "serving",
				(pause != null) ? "paused" : "ok", "paused_reason", (pause != null) ? pause.code() : null, "binding",
				binding(account, pause, now), "spend_remaining_micro_usd", account.remaining(now), "currency", "USD",
				"balance",
				Json.object("remaining_micro_usd", balance, "cash_micro_usd", balance, "credit_micro_usd", 0,
						"reserved_micro_usd", 0),
				"daily_spend", dailySpend(account, now), "concurrency", null, "rates",
				rates("managed_openai", "managed_google", "managed_anthropic"));
	}

	private static String binding(Account account, @Nullable ErrorCode pause, Instant now) {
		if (pause != null) {
			return "paused";
		}
		return (account.headroom(now) < account.balance()) ? "daily_spend" : "balance";
	}

	private static @Nullable ObjectNode dailySpend(Account account, Instant now) {
		Long ceiling = account.terms().dailyCeiling();
		if (ceiling == null) {
			return null;
		}
		long remaining = account.headroom(now);
		return Json.object("limit_micro_usd", ceiling, "used_micro_usd", ceiling - remaining, "remaining_micro_usd",
				remaining, "window", "utc_day", "resets_at",
				now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).plusDays(1).toEpochSecond());
	}

	private static List<ObjectNode> rates(String... names) {
		return Stream.of(names)
			.map((name) -> Json.object("name", name, "scope", "organization", "window_seconds", 60, "limit", null,
					"on_exceed", "refuse"))
			.toList();
	}

}
