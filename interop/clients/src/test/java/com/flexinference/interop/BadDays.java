package com.flexinference.interop;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;

/**
 * A local router on which the key decides what goes wrong.
 */
final class BadDays {

	/**
	 * The key of a caller that sends too much.
	 */
	static final String LIMITED = "flex_live_limited";

	/**
	 * The key of a caller whose streams report a failure after six events.
	 */
	static final String FAILING = "flex_live_failing";

	/**
	 * The key of a caller whose streams lack the event that ends them.
	 */
	static final String CUT = "flex_live_cut";

	private BadDays() {
	}

	static LocalRouter startRouter() {
		LocalRouter router = LocalRouter.builder().build().start();
		router.on(BadDays::answer);
		return router;
	}

	private static @Nullable LocalAnswer answer(RecordedRequest request) {
		return switch (String.valueOf(request.header("Authorization")).replace("Bearer ", "")) {
			case LIMITED -> LocalAnswer.error("rate_limit_exceeded");
			case FAILING -> LocalAnswer.simulated().failedAfter(6, "internal_error");
			case CUT -> LocalAnswer.simulated().withoutEnd();
			default -> null;
		};
	}

}
