package com.flexinference.router;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.account.Account;
import com.flexinference.router.internal.account.Authenticator;
import com.flexinference.router.internal.account.LimitsReport;
import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.error.ErrorEnvelope;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.error.RouterException;
import com.flexinference.router.internal.format.CallerFormat;
import com.flexinference.router.internal.routing.ModelCatalog;
import com.flexinference.router.internal.wire.RouterResponse;

/**
 * Finds out what a request is for (docs/wire-contract.md, section 1.3) and has it
 * answered.
 */
final class SimulatedService {

	private static final String MODELS = "/v1/models";

	private final Map<String, Endpoint> endpoints = new HashMap<>();

	private final Authenticator authenticator;

	private final ModelCatalog catalog;

	SimulatedService(Authenticator authenticator, ModelCatalog catalog, Inference inference, LimitsReport limits) {
		this.authenticator = authenticator;
		this.catalog = catalog;
		for (CallerFormat format : CallerFormat.values()) {
			this.endpoints.put(format.path(), new Endpoint("POST", format.envelope(),
					(exchange, account) -> inference.serve(format.format(), exchange, account)));
		}
		this.endpoints.put(MODELS, get((exchange, account) -> RouterResponse.ok(Map.of(), catalog.list(account))));
		this.endpoints.put("/v1/limits",
				get((exchange, account) -> limits(limits, account, exchange.timeline().now())));
	}

	private Endpoint get(Handler handler) {
		return new Endpoint("GET", ErrorEnvelope.OPENAI, (exchange, account) -> {
			if (!exchange.simulation().isPure()) {
				throw new RouterException(ErrorCode.INTERNAL_ERROR, null,
						"The answer of a model cannot answer " + exchange.request() + "; script a json(…) instead");
			}
			return handler.answer(exchange, account);
		});
	}

	private RouterResponse limits(LimitsReport limits, Account account, Instant now) {
		return RouterResponse.ok(account.spendHeaders(now), limits.describe(account, now));
	}

	RouterResponse answer(Exchange exchange) throws IOException {
		RecordedRequest request = exchange.request();
		Endpoint endpoint = find(request.path());
		ErrorEnvelope envelope = (endpoint != null) ? endpoint.envelope() : ErrorEnvelope.OPENAI;
		try {
			if (exchange.answer().content() instanceof AnswerContent.Body body) {
				return new RouterResponse(body.status(), Map.of(), body.content(), null, null);
			}
			if (exchange.answer().content() instanceof AnswerContent.Refusal refusal) {
				throw new RouterException(refusal.failure());
			}
			if (endpoint == null) {
				throw new RouterException(ErrorCode.NOT_FOUND, null,
						"There is nothing at '" + request.path() + "'; the paths start with '/v1'");
			}
			if (!endpoint.method().equals(request.method())) {
				return wrongMethod(endpoint, request.path());
			}
			Instant now = exchange.timeline().now();
			Account account = this.authenticator.authenticate(request.header("Authorization"), now);
			account.checkRate(now);
			return endpoint.handler().answer(exchange, account);
		}
		catch (RouterException ex) {
			return RouterResponse.failed(ex.failure(), envelope);
		}
		catch (RuntimeException ex) {
			return RouterResponse.failed(Failure.of(ErrorCode.INTERNAL_ERROR, "The local router failed: " + ex),
					envelope);
		}
	}

	private @Nullable Endpoint find(String path) {
		String prefix = MODELS + "/";
		if (path.startsWith(prefix)) {
			return get((exchange, account) -> RouterResponse.ok(Map.of(),
					this.catalog.retrieve(path.substring(prefix.length()), account)));
		}
		return this.endpoints.get(path);
	}

	private RouterResponse wrongMethod(Endpoint endpoint, String path) {
		Failure failure = Failure.of(ErrorCode.METHOD_NOT_ALLOWED,
				"'" + path + "' is called with " + endpoint.method());
		return new RouterResponse(failure.status(), Map.of("Allow", endpoint.method()),
				RouterResponse.Whole.of(endpoint.envelope().write(failure)), null, failure);
	}

	/**
	 * Something that can be called.
	 *
	 * @param method the HTTP method it is called with
	 * @param envelope how it reports errors
	 * @param handler what answers
	 */
	private record Endpoint(String method, ErrorEnvelope envelope, Handler handler) {

	}

	/**
	 * Answers the requests of an endpoint.
	 */
	private interface Handler {

		RouterResponse answer(Exchange exchange, Account account) throws IOException;

	}

}
