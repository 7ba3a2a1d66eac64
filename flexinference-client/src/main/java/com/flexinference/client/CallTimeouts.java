package com.flexinference.client;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.Retries.Attempt;
import com.flexinference.client.internal.transport.CallDeadline;
import com.flexinference.client.internal.transport.RequestTimeouts;
import com.flexinference.client.transport.Timeouts;

/**
 * The timeouts of one call: those of the client, as far as the call does not differ. All
 * attempts of the call share them.
 */
final class CallTimeouts {

	private static final Duration SHORTEST = Duration.ofMillis(1);

	private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);

	private final Timeouts own;

	private final Timeouts merged;

	private final @Nullable Duration call;

	private final @Nullable CallDeadline deadline;

	CallTimeouts(Timeouts client, RequestOptions options) {
		this.own = options.timeouts();
		this.merged = this.own.orElse(client);
		this.call = options.callTimeout();
		this.deadline = (this.call != null) ? CallDeadline.of(this.call) : null;
	}

	RequestTimeouts answer(@Nullable ResolvedRequest request, Attempt attempt) {
		return new RequestTimeouts(start(request, attempt), null, this.merged.total(), this.deadline);
	}

	RequestTimeouts stream(ResolvedRequest request, Attempt attempt) {
		return new RequestTimeouts(start(request, attempt), this.merged.idle(), null, this.deadline);
	}

	Duration window(@Nullable ResolvedRequest request) {
		// The default of a key is not known, and may be short.
		StartWithin startWithin = (request != null) ? request.startWithin() : null;
		Duration duration = (startWithin != null) ? startWithin.duration() : null;
		Duration window = (duration != null) ? duration : Objects.requireNonNull(this.merged.start());
		return (this.call != null && this.call.compareTo(window) < 0) ? this.call : window;
	}

	private Duration start(@Nullable ResolvedRequest request, Attempt attempt) {
		Duration start = Objects.requireNonNull(this.merged.start());
		if (this.own.start() == null && request != null) {
			start = plus(this.merged.startFor(request.window()), ServiceRetry.MAX_WAIT.multipliedBy(request.retries()));
		}
		Duration left = start.minus(attempt.elapsed());
		return (left.compareTo(SHORTEST) > 0) ? left : SHORTEST;
	}

	private static Duration plus(Duration start, Duration more) {
		return (start.compareTo(LONGEST.minus(more)) < 0) ? start.plus(more) : LONGEST;
	}

}
