package com.flexinference.router;

import java.util.Locale;

/**
 * Why a tier served a request (contract section 2.5).
 */
enum RoutingReason {

	TIER_DIRECT,

	FLEX_WON,

	FLEX_DEADLINE,

	FLEX_CAPACITY;

	String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

}
