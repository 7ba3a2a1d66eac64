package com.flexinference.router;

/**
 * A request on its way through the router.
 *
 * @param request the request
 * @param answer what is to be answered
 * @param timeline how long it has waited
 */
record Call(RecordedRequest request, LocalAnswer answer, Timeline timeline) {

	/**
	 * The script of an answer that is simulated.
	 */
	Scripted.Simulation simulation() {
		return (Scripted.Simulation) this.answer.content();
	}

}
