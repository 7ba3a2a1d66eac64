package com.flexinference.router.internal.account;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.error.ErrorCode;

/**
 * What an API key stands for.
 *
 * @param managed whether it uses provider keys of the service, which are paid in advance
 * @param balance the prepaid balance in micro-dollars
 * @param dailyCeiling the most micro-dollars a day or {@code null} for any amount
 * @param refusal what all requests are refused with or {@code null} if they are not
 * @param defaultStartWithin what holds for requests without {@code start_within}
 * @param requestsPerMinute the maximum number of requests a minute or {@code null} for
 * any number
 * @param missingProviders the providers without a key of the organization
 */
public record KeyTerms(boolean managed, long balance, @Nullable Long dailyCeiling, @Nullable ErrorCode refusal,
		@Nullable String defaultStartWithin, @Nullable Integer requestsPerMinute, Set<String> missingProviders) {

}
