package com.flexinference.router;

import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.account.KeyTerms;
import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.routing.StartWithin;

/**
 * What an API key of a {@link LocalRouter} stands for. It is immutable; each method
 * returns a new one.
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

	private static final LocalKey OWN = new LocalKey(false, 0, null, null, null, null, Set.of());

	private final boolean managed;

	private final long balance;

	private final @Nullable Long dailyCeiling;

	private final @Nullable ErrorCode refusal;

	private final @Nullable String defaultStartWithin;

	private final @Nullable Integer requestsPerMinute;

	private final Set<String> missingProviders;

	private LocalKey(boolean managed, long balance, @Nullable Long dailyCeiling, @Nullable ErrorCode refusal,
			@Nullable String defaultStartWithin, @Nullable Integer requestsPerMinute, Set<String> missingProviders) {
		this.managed = managed;
		this.balance = balance;
		this.dailyCeiling = dailyCeiling;
		this.refusal = refusal;
		this.defaultStartWithin = defaultStartWithin;
		this.requestsPerMinute = requestsPerMinute;
		this.missingProviders = missingProviders;
	}

	/**
	 * Create a key of an organization with its own provider keys, which is unlimited.
	 * @return the key
	 */
	public static LocalKey own() {
		return OWN;
	}

	/**
	 * Create a key of an organization with managed keys, which it pays in advance.
	 * @param balanceMicroUsd the balance in micro-dollars; at zero or below requests are
	 * refused
	 * @return the key
	 */
	public static LocalKey managed(long balanceMicroUsd) {
		return new LocalKey(true, balanceMicroUsd, null, null, null, null, Set.of());
	}

	/**
	 * Limit what may be spent on managed keys in a day (UTC).
	 * @param microUsd the ceiling in micro-dollars
	 * @return a new key
	 */
	public LocalKey dailyCeiling(long microUsd) {
		return new LocalKey(this.managed, this.balance, microUsd, this.refusal, this.defaultStartWithin,
				this.requestsPerMinute, this.missingProviders);
	}

	/**
	 * Refuse all requests of the key.
	 * @param code the code to refuse with, such as {@code revoked_api_key} or
	 * {@code account_under_review}
	 * @return a new key
	 * @throws IllegalArgumentException if the router does not know the code
	 */
	public LocalKey refusedWith(String code) {
		return new LocalKey(this.managed, this.balance, this.dailyCeiling, ErrorCode.require(code),
				this.defaultStartWithin, this.requestsPerMinute, this.missingProviders);
	}

	/**
	 * Set what holds for requests without {@code start_within}.
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
		return new LocalKey(this.managed, this.balance, this.dailyCeiling, this.refusal, startWithin,
				this.requestsPerMinute, this.missingProviders);
	}

	/**
	 * Limit the requests in a minute.
	 * @param requests the most requests
	 * @return a new key
	 */
	public LocalKey requestsPerMinute(int requests) {
		return new LocalKey(this.managed, this.balance, this.dailyCeiling, this.refusal, this.defaultStartWithin,
				requests, this.missingProviders);
	}

	/**
	 * Let the organization have no key of its own for a provider.
	 * @param provider {@code openai}, {@code google} or {@code anthropic}
	 * @return a new key
	 */
	public LocalKey without(String provider) {
		if (!Set.of("openai", "google", "anthropic").contains(provider)) {
			throw new IllegalArgumentException("'provider' must be openai, google or anthropic");
		}
		Set<String> missing = new TreeSet<>(this.missingProviders);
		missing.add(provider);
		return new LocalKey(this.managed, this.balance, this.dailyCeiling, this.refusal, this.defaultStartWithin,
				this.requestsPerMinute, missing);
	}

	KeyTerms terms() {
		return new KeyTerms(this.managed, this.balance, this.dailyCeiling, this.refusal, this.defaultStartWithin,
				this.requestsPerMinute, this.missingProviders);
	}

}
