package com.flexinference.client;

import java.math.BigDecimal;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Remaining budget of managed keys, read before the request's own cost
 * (docs/wire-contract.md, section 11, header {@code x-flexinference-spend-remaining}).
 *
 * @param microUsd millionths of a US dollar, negative when every managed request is
 * refused, or {@code null} for no limit
 * @param asOf when the number was read, by the service's clock, or {@code null} if not
 * reported
 */
public record SpendRemaining(@Nullable Long microUsd, @Nullable Instant asOf) {

	/**
	 * Return whether there is no limit.
	 * @return whether the service said {@code unlimited}
	 */
	public boolean unlimited() {
		return this.microUsd == null;
	}

	/**
	 * Return the remaining amount in US dollars.
	 * @return the exact amount, or {@code null} for no limit
	 */
	public @Nullable BigDecimal usd() {
		return (this.microUsd != null) ? BigDecimal.valueOf(this.microUsd, 6) : null;
	}

	static @Nullable SpendRemaining read(HttpHeaders headers) {
		String text = headers.getFirst("x-flexinference-spend-remaining");
		if ("unlimited".equals(text)) {
			return new SpendRemaining(null, null);
		}
		Long microUsd = ServiceHeaders.number(text);
		Long asOf = ServiceHeaders.number(headers.getFirst("x-flexinference-spend-as-of"));
		return (microUsd != null) ? new SpendRemaining(microUsd, (asOf != null) ? Instant.ofEpochMilli(asOf) : null)
				: null;
	}

}
