package com.flexinference.client;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.Json;
import com.flexinference.client.internal.text.ForeignText;

/**
 * Limits of an organization at one point in time (docs/wire-contract.md, section 12).
 *
 * @param asOf when the numbers were read, or {@code null} if not reported
 * @param flexRaceSlots the races that can run at once; beyond it a request is served on
 * the standard tier
 * @param managed the limits of managed keys, or {@code null} if no provider is managed
 * @param requestBodyBytes the largest body of a request, in bytes, or {@code null} if not
 * reported
 * @param json the limits as they arrived, not to be changed
 */
public record FlexLimits(@Nullable Instant asOf, @Nullable Long flexRaceSlots, @Nullable Managed managed,
		@Nullable Long requestBodyBytes, JsonNode json) {

	static FlexLimits read(JsonNode json) {
		JsonNode managed = json.path("managed");
		return new FlexLimits(Json.instant(json.path("as_of"), Instant::ofEpochMilli),
				Json.wholeNumber(json.path("own_keys").path("flex_race_slots").path("limit")),
				managed.isObject() ? Managed.read(managed) : null,
				Json.wholeNumber(json.path("abuse_limits").path("request_body_bytes")), json);
	}

	/**
	 * Return the limits, fit for logs.
	 */
	@Override
	public String toString() {
		return "FlexLimits[asOf=" + this.asOf + ", flexRaceSlots=" + this.flexRaceSlots + ", managed=" + this.managed
				+ ", requestBodyBytes=" + this.requestBodyBytes + "]";
	}

	/**
	 * The limits of managed keys. Amounts are millionths of a US dollar.
	 *
	 * @param providers the providers that are managed
	 * @param serving {@code ok} or {@code paused}, or {@code null} if not reported
	 * @param pausedReason why serving is paused, or {@code null}
	 * @param binding the limit that is reached first, or {@code null}
	 * @param spendRemainingMicroUsd what can still be spent, or {@code null} if not
	 * reported
	 * @param balanceMicroUsd what is left of the prepaid balance, or {@code null}
	 * @param dailyLimitMicroUsd what can be spent in a day, or {@code null}
	 * @param dailyRemainingMicroUsd what can still be spent today, or {@code null}
	 * @param dailyResetsAt when the day ends, or {@code null}
	 */
	public record Managed(List<String> providers, @Nullable String serving, @Nullable String pausedReason,
			@Nullable String binding, @Nullable Long spendRemainingMicroUsd, @Nullable Long balanceMicroUsd,
			@Nullable Long dailyLimitMicroUsd, @Nullable Long dailyRemainingMicroUsd, @Nullable Instant dailyResetsAt) {

		private static Managed read(JsonNode json) {
			JsonNode daily = json.path("daily_spend");
			return new Managed(Json.texts(json.path("providers")), Json.text(json, "serving"),
					Json.text(json, "paused_reason"), Json.text(json, "binding"),
					Json.wholeNumber(json.path("spend_remaining_micro_usd")),
					Json.wholeNumber(json.path("balance").path("remaining_micro_usd")),
					Json.wholeNumber(daily.path("limit_micro_usd")),
					Json.wholeNumber(daily.path("remaining_micro_usd")),
					Json.instant(daily.path("resets_at"), Instant::ofEpochSecond));
		}

		/**
		 * Return the limits, fit for logs.
		 */
		@Override
		public String toString() {
			return ForeignText.neutralize("Managed[providers=" + this.providers + ", serving=" + this.serving
					+ ", pausedReason=" + this.pausedReason + ", binding=" + this.binding + ", spendRemainingMicroUsd="
					+ this.spendRemainingMicroUsd + ", dailyResetsAt=" + this.dailyResetsAt + "]");
		}

	}

}
