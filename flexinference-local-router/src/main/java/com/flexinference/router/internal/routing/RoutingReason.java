package com.flexinference.router.internal.routing;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Why a tier served a request (docs/wire-contract.md, section 2.5).
 */
public enum RoutingReason {

	TIER_DIRECT, CHAIN_ADVANCED, FLEX_WON, FLEX_DEADLINE, FLEX_CAPACITY, FLEX_UPSTREAM_ERROR, FLEX_NOT_STARTED,
	FLEX_SLOTS_FULL;

	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	public static @Nullable RoutingReason of(@Nullable String wireName) {
		return Arrays.stream(values()).filter((reason) -> reason.wireName().equals(wireName)).findFirst().orElse(null);
	}

}
