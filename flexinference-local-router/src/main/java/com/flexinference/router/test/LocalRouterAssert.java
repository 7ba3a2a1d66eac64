package com.flexinference.router.test;

import java.util.List;

import org.assertj.core.api.AbstractAssert;

import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;

/**
 * Assertions for {@link LocalRouter}.
 */
public final class LocalRouterAssert extends AbstractAssert<LocalRouterAssert, LocalRouter> {

	LocalRouterAssert(LocalRouter actual) {
		super(actual, LocalRouterAssert.class);
	}

	/**
	 * Verify that no request arrived.
	 * @return this
	 */
	public LocalRouterAssert hasNoRequests() {
		return hasRequests(0);
	}

	/**
	 * Verify how many requests arrived, including those that were refused.
	 * @param count the number, up to 1,000
	 * @return this
	 */
	public LocalRouterAssert hasRequests(int count) {
		List<RecordedRequest> requests = requests();
		if (requests.size() != count) {
			failWithMessage("Expected %s requests, but there were %s: %s", count, requests.size(), requests);
		}
		return this;
	}

	/**
	 * Verify that there is a last request, and which tier served it.
	 * @param tier the tier, such as {@code flex}; {@code default} and {@code standard}
	 * are the same
	 * @return assertions for the request
	 */
	public RecordedRequestAssert servedOn(String tier) {
		return lastRequest().servedOn(tier);
	}

	/**
	 * Verify that there is a last request.
	 * @return assertions for the request
	 */
	public RecordedRequestAssert lastRequest() {
		List<RecordedRequest> requests = requests();
		if (requests.isEmpty()) {
			failWithMessage("Expected a request, but none arrived");
		}
		return new RecordedRequestAssert(requests.get(requests.size() - 1));
	}

	private List<RecordedRequest> requests() {
		isNotNull();
		return this.actual.requests();
	}

}
