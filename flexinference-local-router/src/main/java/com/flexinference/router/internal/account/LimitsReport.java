package com.flexinference.router.internal.account;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.ErrorCode;

/**
 * Tells what an organization can run out of (docs/wire-contract.md, section 12).
 */
public final class LimitsReport {

	public static final int BODY_BYTES = 1_000_000;

	private final int raceSlots;

	public LimitsReport(int raceSlots) {
		this.raceSlots = raceSlots;
	}

	public ObjectNode describe(Account account, Instant now) {
		ObjectNode limits = Json.object().put("object", "limits").put("as_of", now.toEpochMilli());
		limits.putObject("own_keys").put("unlimited", true).set("flex_race_slots", slots());
		limits.set("managed", account.isManaged() ? managed(account, now) : null);
		// Not in the contract: tells a health check that nothing real answers
		limits.put("simulated", true);
		ObjectNode abuse = limits.putObject("abuse_limits")
			.put("counted_per_cloudflare_location", true)
			.put("request_body_bytes", BODY_BYTES);
		abuse.putArray("rates").add(rate("requests"));
		return limits;
	}

	private ObjectNode slots() {
		return Json.object()
			.put("limit", this.raceSlots)
			.put("scope", "organization")
			.put("on_exceed", "degrade_to_standard");
	}

	private ObjectNode managed(Account account, Instant now) {
		ErrorCode pause = account.refusal(now);
		ObjectNode managed = Json.object();
		managed.putArray("providers").add("openai").add("google").add("anthropic");
		managed.put("serving", (pause != null) ? "paused" : "ok")
			.put("paused_reason", (pause != null) ? pause.code() : null)
			.put("binding", binding(account, pause, now))
			.put("spend_remaining_micro_usd", account.remaining(now))
			.put("currency", "USD");
		managed.putObject("balance")
			.put("remaining_micro_usd", account.balance())
			.put("cash_micro_usd", account.balance())
			.put("credit_micro_usd", 0)
			.put("reserved_micro_usd", 0);
		managed.set("daily_spend", dailySpend(account, now));
		managed.putNull("concurrency");
		managed.putArray("rates")
			.add(rate("managed_openai"))
			.add(rate("managed_google"))
			.add(rate("managed_anthropic"));
		return managed;
	}

	private String binding(Account account, @Nullable ErrorCode pause, Instant now) {
		if (pause != null) {
			return "paused";
		}
		return (account.headroom(now) < account.balance()) ? "daily_spend" : "balance";
	}

	private @Nullable ObjectNode dailySpend(Account account, Instant now) {
		Long ceiling = account.dailyCeiling();
		if (ceiling == null) {
			return null;
		}
		long remaining = account.headroom(now);
		return Json.object()
			.put("limit_micro_usd", ceiling)
			.put("used_micro_usd", ceiling - remaining)
			.put("remaining_micro_usd", remaining)
			.put("window", "utc_day")
			.put("resets_at", now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).plusDays(1).toEpochSecond());
	}

	private ObjectNode rate(String name) {
		return Json.object()
			.put("name", name)
			.put("scope", "organization")
			.put("window_seconds", 60)
			.putNull("limit")
			.put("on_exceed", "refuse");
	}

}
