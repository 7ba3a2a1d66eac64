package com.flexinference.router;

import org.jspecify.annotations.Nullable;

/**
 * What was answered to a {@link RecordedRequest}.
 *
 * @param status the HTTP status
 * @param code the code of the error or {@code null} if there was none
 * @param provider the route that served, such as {@code openai}, or {@code null} if none
 * did
 * @param tier the tier that served, such as {@code flex}, or {@code null} if none did
 * @param reason the routing reason, such as {@code flex_won}, or {@code null} if nothing
 * was routed
 * @param microUsd the cost in micro-dollars or {@code null} if there is no price
 */
public record RecordedAnswer(int status, @Nullable String code, @Nullable String provider, @Nullable String tier,
		@Nullable String reason, @Nullable Long microUsd) {

	static RecordedAnswer of(Served served) {
		Routing routing = served.routing();
		return new RecordedAnswer(200, null, routing.provider().wireName(), routing.tier(), routing.reason().wireName(),
				served.usage().cost());
	}

	static RecordedAnswer of(Reply reply) {
		if (reply instanceof Reply.Whole whole) {
			String code = whole.body().path("error").path("flexinference").path("code").stringValue(null);
			return new RecordedAnswer(whole.status(), code, null, null, null, null);
		}
		return new RecordedAnswer(200, null, null, null, null, null);
	}

	/**
	 * Return what the flex tier saved, which is as much as it costs.
	 * @return the difference to the standard tier in micro-dollars, 0 on other tiers
	 */
	public long savedMicroUsd() {
		return ("flex".equals(this.tier) && this.microUsd != null) ? this.microUsd : 0;
	}

}
