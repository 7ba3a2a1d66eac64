package com.flexinference.router.internal.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.error.RouterException;

/**
 * Finds the account behind the bearer key of a request (docs/wire-contract.md, section
 * 1.1).
 */
public final class Authenticator {

	private static final String SCHEME = "Bearer ";

	private static final int MOST_FAILED_LOGINS = 100;

	private static final Duration RETRY_LOGIN_AFTER = Duration.ofSeconds(60);

	private final Map<String, Account> accounts = new ConcurrentHashMap<>();

	private final RateLimiter failedLogins = new RateLimiter(MOST_FAILED_LOGINS);

	private final Function<String, @Nullable KeyTerms> keys;

	public Authenticator(Function<String, @Nullable KeyTerms> keys) {
		this.keys = keys;
	}

	public Account authenticate(@Nullable String authorization, Instant now) {
		try {
			String key = key(authorization);
			KeyTerms terms = this.keys.apply(key);
			if (terms == null) {
				throw new RouterException(ErrorCode.INVALID_API_KEY);
			}
			ErrorCode refusal = terms.refusal();
			if (refusal != null && refusal.status() == 401) {
				throw new RouterException(refusal);
			}
			return this.accounts.computeIfAbsent(key, (unused) -> new Account(terms));
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

}
