package com.flexinference.batch.internal.step;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import com.flexinference.batch.internal.ledger.ItemId;
import com.flexinference.batch.internal.ledger.LedgerRow;
import com.flexinference.batch.internal.plan.Permit;
import com.flexinference.batch.internal.plan.RaceModels;
import com.flexinference.batch.item.Answered;
import com.flexinference.batch.item.Failed;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.InvalidRequestException;
import com.flexinference.client.StartWithin;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.Cost;
import com.flexinference.template.typed.TypedAnswerException;

/**
 * Sends the request of an item, again if the failure may be temporary.
 *
 * @param <I> the type of the items
 * @param <O> the type of the answers
 */
final class Asker<I, O> {

	private static final FlexRequest PLANNED = FlexRequest.of((r) -> r.startWithin(StartWithin.DEFAULT));

	private static final long FIRST_WAIT = 1_000;

	private static final long LONGEST_WAIT = 60_000;

	private final AskDefinition<I, O> definition;

	private final FlexInferenceClient client;

	private final CountDownLatch stopped;

	private final RaceModels models;

	Asker(AskDefinition<I, O> definition, FlexInferenceClient client, CountDownLatch stopped, RaceModels models) {
		this.definition = definition;
		this.client = client;
		this.stopped = stopped;
		this.models = models;
	}

	Asked<I> prepare(I item) {
		Object given = this.definition.key().apply(item);
		Assert.state(given != null, "The key of an item is null. Give each item a key of its own.");
		String key = given.toString();
		try {
			FlexRequest request = request(item);
			checkWindow(request);
			String json = lasting(request).toJson(this.definition.format());
			ItemId id = ItemId.of(key, this.definition.format().name(), json);
			return new Asked<>(item, key, id, request, this.models.canRace(json), null);
		}
		catch (InvalidRequestException | AskFailedException ex) {
			ItemId id = ItemId.of(key, this.definition.format().name(), String.valueOf(ex.getMessage()));
			return new Asked<>(item, key, id, FlexRequest.EMPTY, false, ex);
		}
	}

	private void checkWindow(FlexRequest request) {
		// The window of the plan would replace one that cannot be read.
		boolean unreadable = request.startWithin() == null && request.orElse(PLANNED).startWithin() == null;
		if (unreadable) {
			request.orElse(this.client.defaults()).toJson(this.definition.format());
		}
	}

	private FlexRequest request(I item) {
		FlexRequest request = given(item);
		if (this.definition.type() != null) {
			request = request.mutate()
				.answerSchema(this.definition.type().schema().name(), this.definition.type().schema().schema())
				.build();
		}
		return request;
	}

	private FlexRequest given(I item) {
		FlexRequest request;
		try {
			request = this.definition.request().apply(item);
		}
		catch (InvalidRequestException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new AskFailedException("The function 'ask' failed: " + ex, ex);
		}
		if (request == null) {
			throw new AskFailedException("The function 'ask' returned null. Return a request for each item.", null);
		}
		return request;
	}

	private FlexRequest lasting(FlexRequest request) {
		return request.mutate().startWithin(StartWithin.DEFAULT).build().orElse(this.client.defaults());
	}

	@Nullable Outcome<I, O> ask(Asked<I> asked, Permit permit) throws InterruptedException {
		if (asked.invalid() != null) {
			return failed(asked, asked.invalid(), LedgerRow.Outcome.FAILED, null);
		}
		int failures = 0;
		while (true) {
			try {
				FlexResponse response = this.client.calls(this.definition.format())
					.create(permit.schedule(asked.request(), asked.canRace()));
				permit.answered(response);
				return answered(asked, response);
			}
			catch (FlexInferenceException ex) {
				permit.failed(ex, Failures.code(ex));
				Failures meaning = Failures.of(ex);
				if (meaning == Failures.STOP) {
					throw ex;
				}
				failures += (Permit.retryAfter(ex) != null) ? 0 : 1;
				if (meaning == Failures.FINAL || failures == this.definition.attempts()) {
					return failed(asked, ex,
							(meaning == Failures.FINAL) ? LedgerRow.Outcome.FAILED : LedgerRow.Outcome.GAVE_UP, null);
				}
				if (this.stopped.await(wait(failures, ex), TimeUnit.MILLISECONDS) || !permit.renew(this::isStopped)) {
					return null;
				}
			}
			catch (RuntimeException ex) {
				return failed(asked, new AskFailedException("The request failed for an unexpected reason: " + ex, ex),
						LedgerRow.Outcome.GAVE_UP, null);
			}
		}
	}

	private boolean isStopped() {
		return this.stopped.getCount() == 0;
	}

	private static long wait(int failures, FlexInferenceException failure) {
		if (Permit.isRefusal(failure)) {
			// The permit is not renewed before the service takes requests again.
			return 0;
		}
		long wait = Math.min(LONGEST_WAIT, FIRST_WAIT << Math.min(failures - 1, 10));
		return wait / 2 + ThreadLocalRandom.current().nextLong(wait / 2 + 1);
	}

	@SuppressWarnings("unchecked")
	private Outcome<I, O> answered(Asked<I> asked, FlexResponse response) {
		try {
			O value = (O) ((this.definition.type() != null) ? this.definition.type().read(response) : response);
			LedgerRow row = row(asked, LedgerRow.Outcome.ANSWERED, null, null, response.answer());
			return new Outcome<>(row, new Answered<>(asked.item(), asked.key(), value, response), null);
		}
		catch (TypedAnswerException ex) {
			return failed(asked, ex, LedgerRow.Outcome.FAILED, response.answer());
		}
	}

	private static <I, O> Outcome<I, O> failed(Asked<I> asked, FlexInferenceException failure,
			LedgerRow.Outcome outcome, @Nullable Answer answer) {
		String code = Failures.code(failure);
		LedgerRow row = row(asked, outcome, code, failure.getMessage(), answer);
		return new Outcome<>(row, null, new Failed<>(asked.item(), asked.key(), code, failure));
	}

	private static LedgerRow row(Asked<?> asked, LedgerRow.Outcome outcome, @Nullable String code,
			@Nullable String detail, @Nullable Answer answer) {
		Cost cost = (answer != null) ? answer.cost() : null;
		return new LedgerRow(asked.id(), asked.key(), outcome, code, detail,
				(answer != null) ? answer.servedTier() : null, (cost != null) ? cost.microUsd() : null);
	}

}
