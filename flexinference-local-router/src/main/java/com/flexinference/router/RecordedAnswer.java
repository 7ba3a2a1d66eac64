package com.flexinference.router;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link LocalRouter} answered to a request.
 *
 * @param status the HTTP status
 * @param streamed whether it went out event by event
 * @param errorCode the code of the error it is or breaks off with, {@code null} if it is
 * none or the error has none
 * @param provider the route that served, {@code null} if none did
 * @param tier the tier that served, {@code null} if none did
 * @param reason why that tier served, {@code null} if none did
 * @param cost the cost in micro-dollars, {@code null} if it is not known
 * @param standardCost what it would have cost on the default tier in micro-dollars,
 * {@code null} if it is not known
 * @param startedAfter how long it took from the arrival of the request to the start of
 * the answer, in the time of the simulation
 */
public record RecordedAnswer(int status, boolean streamed, @Nullable String errorCode, @Nullable String provider,
		@Nullable String tier, @Nullable String reason, @Nullable Long cost, @Nullable Long standardCost,
		Duration startedAfter) {

	static RecordedAnswer of(Reply reply, @Nullable Failure failure, Duration startedAfter) {
		boolean streamed = reply.content() instanceof Reply.Events;
		Failure reported = (reply.failure() != null) ? reply.failure() : failure;
		String errorCode = (reported != null) ? reported.code() : null;
		Served served = reply.served();
		if (served == null) {
			return new RecordedAnswer(reply.status(), streamed, errorCode, null, null, null, null, null, startedAfter);
		}
		Routing routing = served.routing();
		return new RecordedAnswer(reply.status(), streamed, errorCode, routing.provider().wireName(), routing.tier(),
				routing.reason(), served.usage().cost(), served.usage().standardCost(), startedAfter);
	}

}
