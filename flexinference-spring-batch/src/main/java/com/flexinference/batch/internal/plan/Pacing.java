package com.flexinference.batch.internal.plan;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import com.flexinference.batch.progress.JobProgress;
import com.flexinference.batch.progress.JobReport;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;

/**
 * Decides for one execution of a step when a request is sent and how long it can wait to
 * start. An instance is thread-safe.
 */
public interface Pacing {

	/**
	 * Wait until a request may be sent.
	 * @return the permit to send one request, or {@code null} if no further request is to
	 * be sent, for which {@link #stopReason} has the reason
	 * @throws InterruptedException if the thread is interrupted
	 */
	@Nullable Permit acquire() throws InterruptedException;

	/**
	 * Take note of an item whose answer is kept.
	 */
	void completed();

	/**
	 * Take note of an item that is given up.
	 * @param code the code of its failure
	 */
	void gaveUp(String code);

	/**
	 * Take note of an item that an earlier execution had answered or given up.
	 */
	void skipped();

	/**
	 * Let {@link #acquire} return {@code null} from now on.
	 */
	void stop();

	/**
	 * Return why no further request is to be sent.
	 * @return the reason for users, or {@code null} if the step was stopped or continues
	 */
	@Nullable String stopReason();

	/**
	 * Return how far the execution is.
	 * @return the progress
	 */
	JobProgress progress();

	/**
	 * Return what the execution has done.
	 * @param repeated the requests that earlier executions had sent as well
	 * @return the report
	 */
	JobReport report(long repeated);

	/**
	 * Return whether the service takes no requests for a time.
	 * @param failure the failure of a request
	 * @return whether its status is 429 or 503, or it has {@code Retry-After}
	 */
	static boolean isRefusal(FlexInferenceException failure) {
		return failure instanceof FlexInferenceResponseException response && (response.status().value() == 429
				|| response.status().value() == 503 || response.retryAfter() != null);
	}

	/**
	 * Return how long the service requires to wait.
	 * @param failure the failure of a request
	 * @return the time, at most one hour, or {@code null} if it does not say
	 */
	static @Nullable Duration retryAfter(FlexInferenceException failure) {
		Duration longest = Duration.ofHours(1);
		Duration time = (failure instanceof FlexInferenceResponseException response) ? response.retryAfter() : null;
		return (time != null && time.compareTo(longest) > 0) ? longest : time;
	}

	/**
	 * The permit to send one request.
	 */
	interface Permit {

		/**
		 * Choose how long the request can wait to start, unless it says so itself. The
		 * time that it takes is measured from here.
		 * @param request the request
		 * @param canRace whether its model can race the flex tier
		 * @return the request to send
		 */
		FlexRequest schedule(FlexRequest request, boolean canRace);

		/**
		 * Take note of the answer.
		 * @param response the answer
		 */
		void answered(FlexResponse response);

		/**
		 * Take note of the failure of the request.
		 * @param failure why it failed
		 */
		void failed(FlexInferenceException failure);

		/**
		 * Give the permit back and wait for another one, before first requests. After a
		 * refusal that is as long as the service requires.
		 * @return whether the request may be sent again
		 * @throws InterruptedException if the thread is interrupted
		 */
		boolean renew() throws InterruptedException;

		/**
		 * Give the permit back, after the answer was handed on.
		 */
		void release();

	}

}
