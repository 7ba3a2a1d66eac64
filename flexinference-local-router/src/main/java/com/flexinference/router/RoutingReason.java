package com.flexinference.router;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Why a tier served a request (contract section 2.5).
 */
enum RoutingReason {

	TIER_DIRECT,

	CHAIN_ADVANCED,

	FLEX_WON,

	FLEX_DEADLINE,

	FLEX_CAPACITY,

	FLEX_UPSTREAM_ERROR,

	FLEX_NOT_STARTED,

	FLEX_SLOTS_FULL;

	String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	static @Nullable RoutingReason of(@Nullable String wireName) {
		return Arrays.stream(values()).filter((reason) -> reason.wireName().equals(wireName)).findFirst().orElse(null);
	}

}
