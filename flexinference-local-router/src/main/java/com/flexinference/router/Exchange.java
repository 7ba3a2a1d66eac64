package com.flexinference.router;

import com.flexinference.router.internal.routing.Timeline;

/**
 * A request on its way through the router.
 *
 * @param request the request
 * @param answer what is to be answered
 * @param timeline how long it has waited
 */
record Exchange(RecordedRequest request, LocalAnswer answer, Timeline timeline) {

	/**
	 * The script of an answer that is simulated.
	 */
	AnswerContent.Simulation simulation() {
		return (AnswerContent.Simulation) this.answer.content();
	}

}
