package com.flexinference.router;

import java.io.IOException;

import com.flexinference.router.internal.account.Account;
import com.flexinference.router.internal.error.ErrorEnvelope;
import com.flexinference.router.internal.wire.RouterResponse;

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

		RouterResponse answer(Exchange exchange, Account account) throws IOException;

	}

}
