package com.flexinference.router;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Checks the bearer key of a request (contract section 1.1).
 *
 * @param accepted the keys that are accepted, empty to accept any
 */
record ApiKeys(Set<String> accepted) {

	private static final String SCHEME = "Bearer ";

	void check(@Nullable String authorization) {
		String key = key(authorization);
		if (key.isEmpty()) {
			throw new RouterException(ErrorCode.MISSING_API_KEY, null,
					"An API key is required in the header 'Authorization: Bearer <key>'");
		}
		if (LocalRouter.REVOKED_API_KEY.equals(key)) {
			throw new RouterException(ErrorCode.REVOKED_API_KEY, null, "The API key was revoked");
		}
		if (!this.accepted.isEmpty() && !this.accepted.contains(key)) {
			throw new RouterException(ErrorCode.INVALID_API_KEY, null, "The API key is not known");
		}
	}

	private String key(@Nullable String authorization) {
		if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			return "";
		}
		return authorization.substring(SCHEME.length()).strip();
	}

}
