package com.flexinference.router;

import java.util.Set;
import java.util.TreeSet;

import com.flexinference.router.internal.account.KeyTerms;
import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.routing.StartWithin;

/**
 * The kind of an API key of a {@link LocalRouter}. It is immutable; each method returns a
 * new one.
 *
 * <pre class="code">
 * LocalRouter.builder().key("prepaid", LocalKey.managed(5_000_000).dailyCeiling(1_000_000))
 * </pre>
 */
public final class LocalKey {

	/**
	 * The API key that is always refused as revoked.
	 */
	public static final String REVOKED_API_KEY = "flex_live_revoked";

	private static final LocalKey OWN = new LocalKey(new KeyTerms(false, 0, null, null, null, null, Set.of()));

	private final KeyTerms terms;

	private LocalKey(KeyTerms terms) {
		this.terms = terms;
	}

	/**
	 * Create a key of an organization with its own provider keys, which is unlimited.
	 * @return the key
	 */
	public static LocalKey own() {
		return OWN;
	}

	/**
	 * Create a key of an organization with prepaid managed keys.
	 * @param balanceMicroUsd the balance in micro-dollars; at zero or below requests are
	 * refused
	 * @return the key
	 */
	public static LocalKey managed(long balanceMicroUsd) {
		return new LocalKey(new KeyTerms(true, balanceMicroUsd, null, null, null, null, Set.of()));
	}

	/**
	 * Limit what may be spent on managed keys in a day (UTC).
	 * @param microUsd the ceiling in micro-dollars
	 * @return a new key
	 */
	public LocalKey dailyCeiling(long microUsd) {
		return new LocalKey(new KeyTerms(this.terms.managed(), this.terms.balance(), microUsd, this.terms.refusal(),
				this.terms.defaultStartWithin(), this.terms.requestsPerMinute(), this.terms.missingProviders()));
	}

	/**
	 * Refuse all requests of the key.
	 * @param code the code to refuse with, such as {@code revoked_api_key} or
	 * {@code account_under_review}
	 * @return a new key
	 * @throws IllegalArgumentException if the router does not know the code
	 */
	public LocalKey refusedWith(String code) {
		return new LocalKey(new KeyTerms(this.terms.managed(), this.terms.balance(), this.terms.dailyCeiling(),
				ErrorCode.require(code), this.terms.defaultStartWithin(), this.terms.requestsPerMinute(),
				this.terms.missingProviders()));
	}

	/**
	 * Set the default of requests without {@code start_within}.
	 * @param startWithin a duration such as {@code 00h-00m-30s}, or a tier
	 * @return a new key
	 * @throws IllegalArgumentException if it is neither
	 */
	public LocalKey defaultStartWithin(String startWithin) {
		if (StartWithin.parse(startWithin) == null) {
			throw new IllegalArgumentException(
					"'startWithin' must be \"default\", \"priority\", \"auto\" or a duration "
							+ "from \"00h-00m-05s\" to \"00h-10m-00s\", but was \"" + startWithin + "\"");
		}
		return new LocalKey(new KeyTerms(this.terms.managed(), this.terms.balance(), this.terms.dailyCeiling(),
				this.terms.refusal(), startWithin, this.terms.requestsPerMinute(), this.terms.missingProviders()));
	}

	/**
	 * Limit the requests in a minute.
	 * @param requests the maximum number of requests
	 * @return a new key
	 */
	public LocalKey requestsPerMinute(int requests) {
		return new LocalKey(new KeyTerms(this.terms.managed(), this.terms.balance(), this.terms.dailyCeiling(),
				this.terms.refusal(), this.terms.defaultStartWithin(), requests, this.terms.missingProviders()));
	}

	/**
	 * Remove the organization's own key for a provider.
	 * @param provider {@code openai}, {@code google} or {@code anthropic}
	 * @return a new key
	 */
	public LocalKey without(String provider) {
		if (!Set.of("openai", "google", "anthropic").contains(provider)) {
			throw new IllegalArgumentException("'provider' must be openai, google or anthropic");
		}
		Set<String> missing = new TreeSet<>(this.terms.missingProviders());
		missing.add(provider);
		return new LocalKey(new KeyTerms(this.terms.managed(), this.terms.balance(), this.terms.dailyCeiling(),
				this.terms.refusal(), this.terms.defaultStartWithin(), this.terms.requestsPerMinute(), missing));
	}

	KeyTerms terms() {
		return this.terms;
	}

}
