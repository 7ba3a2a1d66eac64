package com.flexinference.router;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Finds out what a request is for (contract section 1.3) and has it answered.
 */
final class Endpoints {

	private static final String MODELS = "/v1/models";

	private final Map<String, Endpoint> endpoints = new HashMap<>();

	private final ApiKeys keys;

	private final ModelCatalog catalog;

	Endpoints(ApiKeys keys, ModelCatalog catalog, Inference inference) {
		this.keys = keys;
		this.catalog = catalog;
		for (CallerFormat format : CallerFormat.values()) {
			this.endpoints.put(format.path(),
					new Endpoint("POST", format.envelope(), (request) -> inference.serve(format.format(), request)));
		}
		this.endpoints.put(MODELS, get((request) -> Reply.ok(catalog.list())));
		this.endpoints.put("/v1/limits", get((request) -> Limits.reply()));
	}

	private Endpoint get(Endpoint.Handler handler) {
		return new Endpoint("GET", ErrorEnvelope.OPENAI, handler);
	}

	Reply reply(RecordedRequest request) throws IOException {
		Endpoint endpoint = find(request.path());
		if (endpoint == null) {
			return ErrorEnvelope.OPENAI.reply(new RouterException(ErrorCode.NOT_FOUND, null,
					"There is nothing at '" + request.path() + "'; the paths start with '/v1'"));
		}
		try {
			if (!endpoint.method().equals(request.method())) {
				return wrongMethod(endpoint, request.path());
			}
			this.keys.check(request.header("Authorization"));
			return endpoint.handler().reply(request);
		}
		catch (RouterException ex) {
			return endpoint.envelope().reply(ex);
		}
		catch (RuntimeException ex) {
			return endpoint.envelope()
				.reply(new RouterException(ErrorCode.INTERNAL_ERROR, null, "The local router failed: " + ex));
		}
	}

	private @Nullable Endpoint find(String path) {
		String prefix = MODELS + "/";
		if (path.startsWith(prefix)) {
			return get((request) -> Reply.ok(this.catalog.retrieve(path.substring(prefix.length()))));
		}
		return this.endpoints.get(path);
	}

	private Reply wrongMethod(Endpoint endpoint, String path) {
		RouterException ex = new RouterException(ErrorCode.METHOD_NOT_ALLOWED, null,
				"'" + path + "' is called with " + endpoint.method());
		return new Reply.Whole(ex.code().status(), Map.of("Allow", endpoint.method()), endpoint.envelope().write(ex));
	}

}
