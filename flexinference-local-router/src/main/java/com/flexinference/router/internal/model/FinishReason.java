package com.flexinference.router.internal.model;

/**
 * Why an answer ended; each format has its own words for it.
 */
public enum FinishReason {

	STOP, MAX_TOKENS, TOOL_CALL, REFUSAL

}
