package com.flexinference.router;

import java.io.IOException;

/**
 * Something that can be called.
 *
 * @param method the HTTP method it is called with
 * @param envelope how it reports errors
 * @param handler what answers
 */
record Endpoint(String method, ErrorEnvelope envelope, Handler handler) {

	/**
	 * Answers the requests of an endpoint.
	 */
	interface Handler {

		Reply reply(Call call, Account account) throws IOException;

	}

}
