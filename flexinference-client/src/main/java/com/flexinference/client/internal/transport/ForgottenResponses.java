package com.flexinference.client.internal.transport;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;

/**
 * Tells of responses that became garbage without being closed: as a warning once for each
 * place where they are opened, so that one mistake does not fill the log.
 */
final class ForgottenResponses {

	private static final int MAX_PLACES = 1000;

	private final Log log;

	private final Set<Integer> places = ConcurrentHashMap.newKeySet();

	ForgottenResponses(Log log) {
		this.log = log;
	}

	void report(Throwable opened) {
		String message = "A response was not closed. The call was cancelled when the response was garbage collected";
		if (this.places.size() < MAX_PLACES && this.places.add(Arrays.hashCode(opened.getStackTrace()))) {
			this.log.warn(message + ". Further responses of the same call site are logged at debug level.", opened);
		}
		else {
			this.log.debug(message, opened);
		}
	}

}
