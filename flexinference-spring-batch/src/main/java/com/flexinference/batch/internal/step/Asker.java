package com.flexinference.batch.internal.step;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import com.flexinference.batch.internal.plan.Pacing;
import com.flexinference.batch.internal.plan.Permit;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.template.typed.TypedAnswerException;

/**
 * Sends the request of an item, again if the failure may be temporary, and hands its
 * outcome on.
 */
final class Asker<I, O> {

	private static final long FIRST_WAIT = 1_000;

	private static final long LONGEST_WAIT = 60_000;

	private final AskDefinition<I, O> definition;

	private final FlexInferenceClient client;

	private final Pacing pacing;

	private final BlockingQueue<Outcome<I, O>> outcomes;

	private final CountDownLatch stopped;

	Asker(AskDefinition<I, O> definition, FlexInferenceClient client, Pacing pacing,
			BlockingQueue<Outcome<I, O>> outcomes, CountDownLatch stopped) {
		this.definition = definition;
		this.client = client;
		this.pacing = pacing;
		this.outcomes = outcomes;
		this.stopped = stopped;
	}

	@Nullable Permit acquire(Asked<I> asked, boolean again) throws InterruptedException {
		return this.pacing.acquire(asked.window(), again, () -> this.stopped.getCount() == 0);
	}

	// Returns false if the step is stopped before the request is sent again.
	boolean ask(Asked<I> asked, Permit granted) throws InterruptedException {
		int failures = 0;
		for (Permit permit = granted; permit != null; permit = acquire(asked, true)) {
			try {
				this.outcomes.put(answer(asked, permit));
				return true;
			}
			catch (FlexInferenceException ex) {
				Failures meaning = note(permit, ex);
				failures += (Failures.retryAfter(ex) != null) ? 0 : 1;
				if (meaning == Failures.FINAL || failures == this.definition.attempts()) {
					giveUp(asked, ex);
					return true;
				}
				// After a refusal there is no permit before the service takes requests.
				if (!Failures.isRefusal(ex)) {
					this.stopped.await(wait(failures), TimeUnit.MILLISECONDS);
				}
			}
			catch (RuntimeException | Error ex) {
				giveUp(asked, AskFailedException
					.of("The request for the item '" + asked.key() + "' failed for an unexpected reason", ex));
				return true;
			}
			finally {
				// Not before the outcome was handed on, so that a slow writer slows down
				// the requests.
				this.pacing.release(permit);
			}
		}
		return false;
	}

	@SuppressWarnings("unchecked")
	private Outcome<I, O> answer(Asked<I> asked, Permit permit) {
		FlexRequest request = asked.request().mutate().startWithin(permit.window()).build();
		FlexResponse response = this.client.calls(this.definition.format()).create(request);
		this.pacing.answered(permit, response);
		try {
			Object value = (this.definition.type() != null) ? this.definition.type().read(response) : response;
			return Outcome.answered(asked, permit.window(), (O) value, response);
		}
		catch (TypedAnswerException ex) {
			return Outcome.failed(asked, ex, response);
		}
		catch (RuntimeException | Error ex) {
			return Outcome.failed(asked,
					AskFailedException
						.of("The answer for the item '" + asked.key() + "' failed for an unexpected reason", ex),
					response);
		}
	}

	void giveUp(Asked<I> asked, FlexInferenceException failure) throws InterruptedException {
		this.outcomes.put(Outcome.failed(asked, failure, null));
	}

	private Failures note(Permit permit, FlexInferenceException failure) {
		if (Failures.isRefusal(failure)) {
			this.pacing.refused(permit, Failures.code(failure), Failures.retryAfter(failure));
		}
		else {
			this.pacing.failed(Failures.code(failure), Failures.mayBeCharged(failure));
		}
		Failures meaning = Failures.of(failure);
		if (meaning == Failures.STOP) {
			throw failure;
		}
		return meaning;
	}

	private static long wait(int failures) {
		long wait = Math.min(LONGEST_WAIT, FIRST_WAIT << Math.min(failures - 1, 10));
		return wait / 2 + ThreadLocalRandom.current().nextLong(wait / 2 + 1);
	}

}
