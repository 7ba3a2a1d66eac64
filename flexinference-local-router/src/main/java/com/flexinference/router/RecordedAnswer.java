package com.flexinference.router;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.routing.Routing;

/**
 * The answer to a {@link RecordedRequest}.
 *
 * @param status the HTTP status
 * @param code the code of the error it is, or breaks off with, or {@code null} if there
 * is none
 * @param provider the route that served, such as {@code openai}, or {@code null} if none
 * did
 * @param tier the tier that served, such as {@code flex}, or {@code null} if none did
 * @param reason the routing reason, such as {@code flex_won}, or {@code null} if nothing
 * was routed
 * @param microUsd the cost in micro-dollars or {@code null} if there is no price
 * @param startedAfter the time from the arrival of the request to the start of the
 * answer, as the simulation counts it
 */
public record RecordedAnswer(int status, @Nullable String code, @Nullable String provider, @Nullable String tier,
		@Nullable String reason, @Nullable Long microUsd, Duration startedAfter) {

	static RecordedAnswer of(RouterResponse response, Duration startedAfter) {
		Routing routing = response.routing();
		if (routing == null) {
			return new RecordedAnswer(response.status(), response.code(), null, null, null, null, startedAfter);
		}
		return new RecordedAnswer(response.status(), response.code(), routing.provider().wireName(), routing.tier(),
				routing.reason(), response.cost(), startedAfter);
	}

	ObjectNode toJson() {
		return Json.object("status", this.status, "code", this.code, "provider", this.provider, "tier", this.tier,
				"reason", this.reason, "microUsd", this.microUsd, "savedMicroUsd", savedMicroUsd(),
				"startedAfterMillis", this.startedAfter.toMillis());
	}

	/**
	 * Return what the flex tier saved, which is as much as it costs.
	 * @return the difference to the standard tier in micro-dollars, 0 on other tiers
	 */
	public long savedMicroUsd() {
		return ("flex".equals(this.tier) && this.microUsd != null) ? this.microUsd : 0;
	}

}
