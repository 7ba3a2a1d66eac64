package com.flexinference.router.internal.account;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.error.ErrorCode;

/**
 * What an API key stands for, as the methods of {@code LocalKey} tell. Amounts are in
 * micro-dollars. What is {@code null} is not limited or not set.
 */
public record KeyTerms(boolean managed, long balance, @Nullable Long dailyCeiling, @Nullable ErrorCode refusal,
		@Nullable String defaultStartWithin, @Nullable Integer requestsPerMinute, Set<String> missingProviders) {

}
