package com.flexinference.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an organization can run out of, at one point in time (contract section 12).
 *
 * @param asOf when the numbers were read
 * @param flexRaceSlots the races that can run at once; beyond it a request is served on
 * the standard tier
 * @param managed the limits of managed keys, or {@code null} if no provider is managed
 * @param requestBodyBytes the largest body of a request, in bytes, or {@code null} if not
 * said
 * @param json the limits as they arrived, not to be changed
 */
public record FlexLimits(Instant asOf, @Nullable Long flexRaceSlots, @Nullable Managed managed,
		@Nullable Long requestBodyBytes, JsonNode json) {

	static FlexLimits read(JsonNode json) {
		JsonNode managed = json.path("managed");
		return new FlexLimits(Instant.ofEpochMilli(json.path("as_of").asLong(0)),
				number(json.path("own_keys").path("flex_race_slots").path("limit")),
				managed.isObject() ? Managed.read(managed) : null,
				number(json.path("abuse_limits").path("request_body_bytes")), json);
	}

	private static @Nullable Long number(JsonNode value) {
		return value.canConvertToLong() ? (Long) value.longValue() : null;
	}

	private static @Nullable String text(JsonNode value) {
		return value.isString() ? value.stringValue() : null;
	}

	/**
	 * The limits of managed keys. Amounts are millionths of a US dollar.
	 *
	 * @param providers the providers that are managed
	 * @param serving {@code ok} or {@code paused}, or {@code null} if not said
	 * @param pausedReason why serving is paused, or {@code null}
	 * @param binding the limit that is reached first, or {@code null}
	 * @param spendRemainingMicroUsd what can still be spent, or {@code null} if not said
	 * @param balanceMicroUsd what is left of the prepaid balance, or {@code null}
	 * @param dailyLimitMicroUsd what can be spent in a day, or {@code null}
	 * @param dailyRemainingMicroUsd what can still be spent today, or {@code null}
	 * @param dailyResetsAt when the day ends, or {@code null}
	 */
	public record Managed(List<String> providers, @Nullable String serving, @Nullable String pausedReason,
			@Nullable String binding, @Nullable Long spendRemainingMicroUsd, @Nullable Long balanceMicroUsd,
			@Nullable Long dailyLimitMicroUsd, @Nullable Long dailyRemainingMicroUsd, @Nullable Instant dailyResetsAt) {

		private static Managed read(JsonNode json) {
			List<String> providers = new ArrayList<>();
			json.path("providers").forEach((provider) -> providers.add(provider.asString("")));
			JsonNode daily = json.path("daily_spend");
			Long resetsAt = number(daily.path("resets_at"));
			return new Managed(List.copyOf(providers), text(json.path("serving")), text(json.path("paused_reason")),
					text(json.path("binding")), number(json.path("spend_remaining_micro_usd")),
					number(json.path("balance").path("remaining_micro_usd")), number(daily.path("limit_micro_usd")),
					number(daily.path("remaining_micro_usd")),
					(resetsAt != null) ? Instant.ofEpochSecond(resetsAt) : null);
		}

	}

}
