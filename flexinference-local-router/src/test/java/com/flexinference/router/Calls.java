package com.flexinference.router;

import java.net.http.HttpResponse;

/**
 * Calls a {@link LocalRouter} from other packages.
 */
public final class Calls {

	private Calls() {
	}

	public static HttpResponse<String> get(LocalRouter router, String path) {
		return new RouterClient(router).get(path);
	}

	public static HttpResponse<String> post(LocalRouter router, String path, String body) {
		return new RouterClient(router).post(path, body);
	}

}
