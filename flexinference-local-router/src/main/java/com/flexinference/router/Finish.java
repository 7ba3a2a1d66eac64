package com.flexinference.router;

/**
 * Why an answer ended; each format has its own words for it.
 */
enum Finish {

	STOP, MAX_TOKENS, TOOL_CALL, REFUSAL

}
