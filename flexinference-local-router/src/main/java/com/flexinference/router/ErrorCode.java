package com.flexinference.router;

import java.util.Locale;

/**
 * The codes the router refuses requests with (contract section 10.4). The contract is
 * silent about {@link #INVALID_JSON}, {@link #MISSING_INPUT}, {@link #MISSING_MESSAGES},
 * {@link #INVALID_RETRY}, {@link #INVALID_INCLUDE_COST}, {@link #NOT_FOUND},
 * {@link #METHOD_NOT_ALLOWED} and {@link #INTERNAL_ERROR}; their names are ours.
 */
enum ErrorCode {

	INVALID_JSON(400, "validation"),

	MISSING_MODEL(400, "validation"),

	MISSING_START_WITHIN(400, "validation"),

	INVALID_START_WITHIN(400, "validation"),

	SERVICE_TIER_NOT_ALLOWED(400, "validation"),

	INVALID_RETRY(400, "validation"),

	INVALID_PROVIDER_CHAIN(400, "validation"),

	INVALID_INCLUDE_COST(400, "validation"),

	MISSING_INPUT(400, "validation"),

	MISSING_MESSAGES(400, "validation"),

	PROVIDER_MODEL_MISMATCH(400, "capability"),

	FLEX_MODEL_NOT_CAPABLE(400, "capability"),

	FLEX_UNSUPPORTED_FOR_ANTHROPIC(400, "capability"),

	FLEX_UNSUPPORTED_ON_CLOUD(400, "capability"),

	AUTO_UNSUPPORTED_FOR_GEMINI(400, "capability"),

	MISSING_API_KEY(401, "authentication"),

	INVALID_API_KEY(401, "authentication"),

	REVOKED_API_KEY(401, "authentication"),

	NOT_FOUND(404, "validation"),

	MODEL_NOT_FOUND(404, "validation"),

	METHOD_NOT_ALLOWED(405, "validation"),

	REQUEST_TOO_LARGE(413, "validation"),

	INTERNAL_ERROR(500, "internal");

	private final int status;

	private final String errorClass;

	ErrorCode(int status, String errorClass) {
		this.status = status;
		this.errorClass = errorClass;
	}

	String code() {
		return name().toLowerCase(Locale.ROOT);
	}

	int status() {
		return this.status;
	}

	String errorClass() {
		return this.errorClass;
	}

	boolean retryable() {
		return this.status >= 500;
	}

	String docUrl() {
		return "https://flexinference.mintlify.app/errors#" + code();
	}

}
