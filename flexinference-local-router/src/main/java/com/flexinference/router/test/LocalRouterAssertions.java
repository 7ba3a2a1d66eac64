package com.flexinference.router.test;

import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;

/**
 * Entry point of the AssertJ assertions for the local router. They go together with those
 * of AssertJ when both are imported statically.
 */
public final class LocalRouterAssertions {

	private LocalRouterAssertions() {
	}

	/**
	 * Assert the requests and answers of a router.
	 * @param actual the router
	 * @return the assertions
	 */
	public static LocalRouterAssert assertThat(LocalRouter actual) {
		return new LocalRouterAssert(actual);
	}

	/**
	 * Assert the content of a request and its answer.
	 * @param actual the request
	 * @return the assertions
	 */
	public static RecordedRequestAssert assertThat(RecordedRequest actual) {
		return new RecordedRequestAssert(actual);
	}

}
