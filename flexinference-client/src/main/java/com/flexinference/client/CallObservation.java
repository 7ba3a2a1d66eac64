package com.flexinference.client;

import java.io.InputStream;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import com.flexinference.client.internal.format.EventReader;

/**
 * The observation of one call. By default it does nothing.
 */
interface CallObservation {

	/**
	 * The observation that does nothing.
	 */
	CallObservation NONE = new CallObservation() {
	};

	/**
	 * Exchange request and answer, or the start of an answer, as the current observation.
	 * A failure ends the observation.
	 * @param <T> the type of the answer
	 * @param exchange sends the request
	 * @return the answer
	 */
	default <T> T exchange(Supplier<T> exchange) {
		return exchange.get();
	}

	/**
	 * Take note that the answer starts.
	 * @param attempts how often the request was sent
	 */
	default void started(int attempts) {
	}

	/**
	 * End with an answer that was not streamed.
	 * @param response the answer
	 */
	default void end(FlexResponse response) {
	}

	/**
	 * Follow a stream, which ends the observation at the latest when the stream is
	 * garbage collected.
	 * @param stream what the caller holds
	 * @param body the body of the response
	 * @param events collects the answer, and must not hold the stream
	 * @param headers the response headers
	 */
	default void streaming(FlexStream stream, InputStream body, EventReader events, HttpHeaders headers) {
	}

	/**
	 * End with the stream.
	 * @param failure why it ended, or {@code null} if it did not fail
	 */
	default void endStream(@Nullable FlexInferenceException failure) {
	}

}
