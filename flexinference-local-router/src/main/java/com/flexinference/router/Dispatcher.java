package com.flexinference.router;

import org.jspecify.annotations.Nullable;

/**
 * Decides what a {@link LocalRouter} answers to a request.
 */
@FunctionalInterface
public interface Dispatcher {

	/**
	 * Decide what to answer. The method is called by several threads at once. If it
	 * throws, for example because an assertion failed, the request is answered with the
	 * error {@code internal_error}, and {@link LocalRouter#dispatcherFailures()} returns
	 * what was thrown.
	 * @param request the request
	 * @return the answer, or {@code null} to continue with the dispatchers that were
	 * added earlier and finally the simulation
	 */
	@Nullable LocalAnswer dispatch(RecordedRequest request);

}
