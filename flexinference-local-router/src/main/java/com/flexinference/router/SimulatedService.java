package com.flexinference.router;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.account.Account;
import com.flexinference.router.internal.account.Authenticator;
import com.flexinference.router.internal.account.LimitsReport;
import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.error.ErrorEnvelope;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.error.RouterException;
import com.flexinference.router.internal.format.Format;
import com.flexinference.router.internal.routing.FlexRace;
import com.flexinference.router.internal.routing.ModelCatalog;

/**
 * Finds out what a request is for (docs/wire-contract.md, section 1.3) and has it
 * answered.
 */
final class SimulatedService {

	private static final String MODELS = "/v1/models";

	private static final String LIMITS = "/v1/limits";

	private final ModelCatalog catalog = new ModelCatalog();

	private final Authenticator authenticator;

	private final FlexRace race;

	private final Inference inference;

	private final int raceSlots;

	private volatile Duration latency;

	SimulatedService(Settings settings, Authenticator authenticator) {
		this.authenticator = authenticator;
		this.race = new FlexRace(settings.seed(), settings.capacity(), settings.raceSlots());
		this.inference = new Inference(this.catalog, this.race);
		this.raceSlots = settings.raceSlots();
		this.latency = settings.latency();
	}

	void capacity(double capacity) {
		this.race.capacity(Checks.share(capacity, "'capacity'"));
	}

	void latency(Duration latency) {
		this.latency = Checks.notNegative(latency, "'latency'");
	}

	Duration latency() {
		return this.latency;
	}

	RouterResponse answer(Exchange exchange) throws IOException {
		Format format = Format.of(exchange.request().path());
		ErrorEnvelope envelope = (format != null) ? format.envelope() : ErrorEnvelope.OPENAI;
		try {
			RouterResponse given = exchange.answer().given();
			if (given == null) {
				return answer(exchange, format);
			}
			return (given.failure() != null) ? RouterResponse.failed(given.failure(), envelope) : given;
		}
		catch (RouterException ex) {
			return RouterResponse.failed(ex.failure(), envelope);
		}
		catch (RuntimeException | Error ex) {
			String cause = (ex.getCause() != null) ? ", caused by " + ex.getCause() : "";
			return RouterResponse.failed(Failure.of(ErrorCode.INTERNAL_ERROR, "The local router failed: " + ex + cause),
					envelope);
		}
	}

	private RouterResponse answer(Exchange exchange, @Nullable Format format) throws IOException {
		RecordedRequest request = exchange.request();
		boolean known = format != null || request.path().equals(LIMITS) || request.path().equals(MODELS)
				|| request.path().startsWith(MODELS + "/");
		RouterException.check(known, ErrorCode.NOT_FOUND, null,
				"There is nothing at '" + request.path() + "'; the paths start with '/v1'");
		String method = (format != null) ? "POST" : "GET";
		if (!method.equals(request.method())) {
			throw new RouterException(
					Failure.of(ErrorCode.METHOD_NOT_ALLOWED, "'" + request.path() + "' is called with " + method)
						.withHeaders(Map.of("Allow", method)));
		}
		Instant now = exchange.timeline().now();
		Account account = this.authenticator.authenticate(request.header("Authorization"), now);
		account.checkRate(now);
		return (format != null) ? this.inference.serve(format, exchange, account) : report(exchange, account, now);
	}

	private RouterResponse report(Exchange exchange, Account account, Instant now) {
		String path = exchange.request().path();
		RouterException.check(Simulation.NOTHING.equals(exchange.answer().simulation()), ErrorCode.INTERNAL_ERROR, null,
				"The answer of a model cannot answer " + exchange.request() + "; script a json(…) instead");
		return switch (path) {
			case LIMITS ->
				RouterResponse.ok(account.spendHeaders(now), LimitsReport.describe(account, this.raceSlots, now));
			case MODELS -> RouterResponse.ok(Map.of(), this.catalog.list(account));
			default -> RouterResponse.ok(Map.of(), this.catalog.retrieve(path.substring(MODELS.length() + 1), account));
		};
	}

}
