package com.flexinference.router;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Finds out what a request is for (contract section 1.3) and has it answered.
 */
final class Endpoints {

	private static final String MODELS = "/v1/models";

	private final Map<String, Endpoint> endpoints = new HashMap<>();

	private final Accounts accounts;

	private final ModelCatalog catalog;

	Endpoints(Accounts accounts, ModelCatalog catalog, Inference inference, Limits limits) {
		this.accounts = accounts;
		this.catalog = catalog;
		for (CallerFormat format : CallerFormat.values()) {
			this.endpoints.put(format.path(), new Endpoint("POST", format.envelope(),
					(call, account) -> inference.serve(format.format(), call, account)));
		}
		this.endpoints.put(MODELS, get((call, account) -> Reply.ok(catalog.list(account))));
		this.endpoints.put("/v1/limits", get((call, account) -> limits.reply(account, call.timeline().now())));
	}

	private Endpoint get(Endpoint.Handler handler) {
		return new Endpoint("GET", ErrorEnvelope.OPENAI, (call, account) -> {
			if (!call.simulation().isPure()) {
				throw new RouterException(ErrorCode.INTERNAL_ERROR, null,
						"The answer of a model cannot answer " + call.request() + "; script a json(…) instead");
			}
			return handler.reply(call, account);
		});
	}

	Reply reply(Call call) throws IOException {
		RecordedRequest request = call.request();
		Endpoint endpoint = find(request.path());
		ErrorEnvelope envelope = (endpoint != null) ? endpoint.envelope() : ErrorEnvelope.OPENAI;
		try {
			if (call.answer().content() instanceof Scripted.Body body) {
				return new Reply(body.status(), Map.of(), Reply.Whole.of(body), null, null);
			}
			if (call.answer().content() instanceof Scripted.Refusal refusal) {
				throw new RouterException(refusal.failure());
			}
			if (endpoint == null) {
				throw new RouterException(ErrorCode.NOT_FOUND, null,
						"There is nothing at '" + request.path() + "'; the paths start with '/v1'");
			}
			if (!endpoint.method().equals(request.method())) {
				return wrongMethod(endpoint, request.path());
			}
			Instant now = call.timeline().now();
			Account account = this.accounts.authenticate(request.header("Authorization"), now);
			account.checkRate(now);
			return endpoint.handler().reply(call, account);
		}
		catch (RouterException ex) {
			return Reply.failed(ex.failure(), envelope);
		}
		catch (RuntimeException ex) {
			return Reply.failed(Failure.of(ErrorCode.INTERNAL_ERROR, "The local router failed: " + ex), envelope);
		}
	}

	private @Nullable Endpoint find(String path) {
		String prefix = MODELS + "/";
		if (path.startsWith(prefix)) {
			return get((call, account) -> Reply.ok(this.catalog.retrieve(path.substring(prefix.length()), account)));
		}
		return this.endpoints.get(path);
	}

	private Reply wrongMethod(Endpoint endpoint, String path) {
		Failure failure = Failure.of(ErrorCode.METHOD_NOT_ALLOWED,
				"'" + path + "' is called with " + endpoint.method());
		return new Reply(failure.status(), Map.of("Allow", endpoint.method()),
				Reply.Whole.of(endpoint.envelope().write(failure)), null, failure);
	}

}
