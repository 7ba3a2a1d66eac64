package com.flexinference.router.internal.live;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.routing.Routing;
import com.flexinference.router.internal.wire.RouterResponse;

/**
 * The sums that the live page shows.
 *
 * @param requests the requests that arrived
 * @param windows the requests that were served with a window to wait for flex
 * @param flex how many of them flex served
 * @param refused the requests that were answered with an error
 * @param microUsd what all of them cost
 * @param savedMicroUsd what flex saved
 */
record LiveTotals(long requests, long windows, long flex, long refused, long microUsd, long savedMicroUsd) {

	static final LiveTotals NONE = new LiveTotals(0, 0, 0, 0, 0, 0);

	LiveTotals plusRequest() {
		return new LiveTotals(this.requests + 1, this.windows, this.flex, this.refused, this.microUsd,
				this.savedMicroUsd);
	}

	LiveTotals plus(RouterResponse response) {
		Routing routing = response.routing();
		boolean window = routing != null && routing.reason().startsWith("flex_");
		boolean flex = routing != null && "flex".equals(routing.tier());
		Long cost = response.cost();
		return new LiveTotals(this.requests, this.windows + (window ? 1 : 0), this.flex + (flex ? 1 : 0),
				this.refused + ((response.status() >= 400) ? 1 : 0), this.microUsd + ((cost != null) ? cost : 0),
				this.savedMicroUsd + saved(response));
	}

	// Flex costs half, so it saves what it costs
	static long saved(RouterResponse response) {
		Routing routing = response.routing();
		Long cost = response.cost();
		return (routing != null && "flex".equals(routing.tier()) && cost != null) ? cost : 0;
	}

	ObjectNode toJson() {
		return Json.object()
			.put("requests", this.requests)
			.put("windows", this.windows)
			.put("flex", this.flex)
			.put("refused", this.refused)
			.put("microUsd", this.microUsd)
			.put("savedMicroUsd", this.savedMicroUsd);
	}

}
