package com.flexinference.router.internal.http;

import java.io.IOException;

/**
 * Answers requests.
 */
@FunctionalInterface
public interface HttpHandler {

	void handle(HttpRequest request, HttpResponse response) throws IOException;

}
