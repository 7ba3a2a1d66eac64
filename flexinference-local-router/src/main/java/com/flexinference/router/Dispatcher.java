package com.flexinference.router;

import org.jspecify.annotations.Nullable;

/**
 * Decides what a {@link LocalRouter} answers to a request.
 */
@FunctionalInterface
public interface Dispatcher {

	/**
	 * Decide what to answer. Several requests may be asked about at once. What it throws,
	 * such as a failed assertion, is answered as the error {@code internal_error} and
	 * told by {@link LocalRouter#dispatcherFailures()}.
	 * @param request the request
	 * @return the answer or {@code null} to leave it to the others: the dispatchers given
	 * earlier, and the simulation in the end
	 */
	@Nullable LocalAnswer dispatch(RecordedRequest request);

}
