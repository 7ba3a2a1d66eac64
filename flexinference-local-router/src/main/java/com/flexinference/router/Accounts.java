package com.flexinference.router;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Finds the account behind the bearer key of a request (contract section 1.1).
 */
final class Accounts {

	private static final String SCHEME = "Bearer ";

	private static final int MOST_FAILED_LOGINS = 100;

	private static final Duration RETRY_LOGIN_AFTER = Duration.ofSeconds(60);

	private final Map<String, Account> accounts = new ConcurrentHashMap<>();

	private final RateLimiter failedLogins = new RateLimiter(MOST_FAILED_LOGINS);

	private final Map<String, LocalKey> keys;

	/**
	 * Create the accounts of a router.
	 * @param keys the keys that are accepted, empty to accept any
	 */
	Accounts(Map<String, LocalKey> keys) {
		this.keys = keys;
	}

	Account authenticate(@Nullable String authorization, Instant now) {
		try {
			String key = key(authorization);
			LocalKey kind = kind(key);
			ErrorCode refusal = kind.refusal();
			if (refusal != null && refusal.status() == 401) {
				throw new RouterException(refusal, null, refusal.describe());
			}
			return this.accounts.computeIfAbsent(key, (unused) -> new Account(kind));
		}
		catch (RouterException ex) {
			if (!this.failedLogins.allow(now)) {
				throw new RouterException(Failure.of(ErrorCode.RATE_LIMIT_EXCEEDED, "Too many failed logins")
					.withRetryAfter(RETRY_LOGIN_AFTER));
			}
			throw ex;
		}
	}

	private String key(@Nullable String authorization) {
		String header = (authorization != null) ? authorization : "";
		boolean bearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
		String key = bearer ? header.substring(SCHEME.length()).strip() : "";
		if (key.isEmpty()) {
			throw new RouterException(ErrorCode.MISSING_API_KEY, null,
					"An API key is required in the header 'Authorization: Bearer <key>'");
		}
		return key;
	}

	private LocalKey kind(String key) {
		LocalKey given = this.keys.get(key);
		if (given != null) {
			return given;
		}
		LocalKey known = KnownKeys.ALL.get(key);
		if (known != null && (this.keys.isEmpty() || key.equals(LocalRouter.REVOKED_API_KEY))) {
			return known;
		}
		if (!this.keys.isEmpty()) {
			throw new RouterException(ErrorCode.INVALID_API_KEY, null, ErrorCode.INVALID_API_KEY.describe());
		}
		return LocalKey.own();
	}

}
