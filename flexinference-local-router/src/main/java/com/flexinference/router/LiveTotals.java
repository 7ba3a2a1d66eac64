package com.flexinference.router;

import tools.jackson.databind.node.ObjectNode;

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

	LiveTotals plus(RecordedAnswer answer) {
		boolean window = answer.reason() != null && answer.reason().startsWith("flex_");
		return new LiveTotals(this.requests, this.windows + (window ? 1 : 0),
				this.flex + ("flex".equals(answer.tier()) ? 1 : 0), this.refused + ((answer.status() >= 400) ? 1 : 0),
				this.microUsd + ((answer.microUsd() != null) ? answer.microUsd() : 0),
				this.savedMicroUsd + answer.savedMicroUsd());
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
