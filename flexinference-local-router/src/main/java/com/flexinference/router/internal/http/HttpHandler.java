package com.flexinference.router.internal.http;

import java.io.IOException;

/**
 * Answers requests.
 */
@FunctionalInterface
public interface HttpHandler {

	/**
	 * Answer a request.
	 * @param request the request, read to its end
	 * @param response where the answer goes
	 * @throws IOException if the connection is gone, which closes it
	 */
	void handle(HttpRequest request, HttpResponse response) throws IOException;

}
