package com.flexinference.client.message;

import java.io.Serializable;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.internal.text.ForeignText;

/**
 * Routing of a request: provider, tier and reason (docs/wire-contract.md, section 5.2).
 * The values are open sets: new ones pass through.
 *
 * @param provider the route that served, or {@code null} if not reported
 * @param requestedProvider the first route of the requested chain, or {@code null}
 * @param tier the tier that served, or {@code null} if not reported
 * @param reason why this route and tier served (docs/wire-contract.md, section 2.5), or
 * {@code null}
 * @param fallbackAttempts the routes tried before the one that served
 * @param mode {@code byok} or {@code managed}, or {@code null} if not reported
 */
public record Routing(@Nullable String provider, @Nullable String requestedProvider, @Nullable String tier,
		@Nullable String reason, int fallbackAttempts, @Nullable String mode) implements Serializable {

	/**
	 * Return how the request was routed, fit for logs.
	 */
	@Override
	public String toString() {
		return ForeignText.neutralize("Routing[provider=" + this.provider + ", requestedProvider="
				+ this.requestedProvider + ", tier=" + this.tier + ", reason=" + this.reason + ", fallbackAttempts="
				+ this.fallbackAttempts + ", mode=" + this.mode + "]");
	}

}
