package com.flexinference.client;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.Assert;

import com.flexinference.client.transport.Timeouts;

/**
 * Options of one call that differ from those of its client: timeouts, headers, the API
 * key. An instance is immutable.
 */
public final class RequestOptions {

	private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private static final Set<String> RESERVED = Set.of("connection", "content-length", "expect", "host",
			"http2-settings", "keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer",
			"transfer-encoding", "upgrade");

	private static final RequestOptions NONE = new RequestOptions(Timeouts.none(), new HttpHeaders(), null, null, null);

	private final Timeouts timeouts;

	private final HttpHeaders headers;

	private final @Nullable ApiKey apiKey;

	private final @Nullable Duration callTimeout;

	private final @Nullable String startWithinReason;

	private RequestOptions(Timeouts timeouts, HttpHeaders headers, @Nullable ApiKey apiKey,
			@Nullable Duration callTimeout, @Nullable String startWithinReason) {
		this.timeouts = timeouts;
		this.headers = headers;
		this.apiKey = apiKey;
		this.callTimeout = callTimeout;
		this.startWithinReason = startWithinReason;
	}

	/**
	 * Return options without any value.
	 * @return the options
	 */
	public static RequestOptions none() {
		return NONE;
	}

	/**
	 * Set timeouts. The connect timeout belongs to the client and is ignored here.
	 * @param timeouts the timeouts; the client's timeouts apply where these are unset
	 * @return new options
	 */
	public RequestOptions withTimeouts(Timeouts timeouts) {
		Assert.notNull(timeouts, "'timeouts' must not be null");
		return new RequestOptions(timeouts, this.headers, this.apiKey, this.callTimeout, this.startWithinReason);
	}

	/**
	 * Set how long to wait for the response headers, even if that is shorter than the
	 * time that the request can wait to start.
	 * @param start a positive time
	 * @return new options
	 */
	public RequestOptions withStartTimeout(Duration start) {
		return withTimeouts(this.timeouts.withStart(start));
	}

	/**
	 * Add a header. Headers that the client sets, such as the API key, are not replaced.
	 * @param name the name of the header
	 * @param value the value: printable ASCII, which HTTP carries everywhere
	 * @return new options
	 * @throws IllegalArgumentException if the header belongs to the HTTP client, such as
	 * {@code Host} and {@code Transfer-Encoding}, or has a character that is not allowed
	 */
	public RequestOptions withHeader(String name, String value) {
		Assert.notNull(name, "'name' must not be null");
		Assert.notNull(value, "'value' must not be null");
		Assert.isTrue(NAME.matcher(name).matches(), () -> "'name' must be the name of a header, without spaces,"
				+ " line breaks and other special characters");
		Assert.isTrue(!RESERVED.contains(name.toLowerCase(Locale.ROOT)),
				() -> "The header '" + name + "' belongs to the HTTP client and cannot be set");
		Assert.isTrue(value.chars().allMatch((c) -> c == '\t' || (c >= ' ' && c <= '~')),
				() -> "The value of header '" + name
						+ "' must be printable ASCII, without line breaks and other control"
						+ " characters. Encode other text, for instance by percent-encoding");
		HttpHeaders added = new HttpHeaders();
		added.addAll(this.headers);
		added.add(name, value);
		return new RequestOptions(this.timeouts, added, this.apiKey, this.callTimeout, this.startWithinReason);
	}

	/**
	 * Use another API key.
	 * @param key the key
	 * @return new options
	 * @throws InvalidConfigurationException if the key has characters that are not
	 * allowed
	 */
	public RequestOptions withApiKey(String key) {
		return new RequestOptions(this.timeouts, this.headers, new ApiKey(ApiKey.check(key)), this.callTimeout,
				this.startWithinReason);
	}

	/**
	 * Limit the duration of the whole call: from its start, through all attempts, to the
	 * last byte of the answer. A stream that is still open at that time is closed, even
	 * if it is active. If there are several call timeouts, the shortest one applies.
	 * @param callTimeout a positive time
	 * @return new options
	 */
	public RequestOptions withCallTimeout(Duration callTimeout) {
		Assert.notNull(callTimeout, "'callTimeout' must not be null");
		Assert.isTrue(!callTimeout.isNegative() && !callTimeout.isZero(), "'callTimeout' must be positive");
		boolean shorter = this.callTimeout == null || callTimeout.compareTo(this.callTimeout) < 0;
		return new RequestOptions(this.timeouts, this.headers, this.apiKey, shorter ? callTimeout : this.callTimeout,
				this.startWithinReason);
	}

	/**
	 * Set the reason for the value of {@code start_within}. The answer returns it; it is
	 * not sent.
	 * @param reason the reason
	 * @return new options
	 */
	public RequestOptions withStartWithinReason(String reason) {
		Assert.notNull(reason, "'reason' must not be null");
		return new RequestOptions(this.timeouts, this.headers, this.apiKey, this.callTimeout, reason);
	}

	Timeouts timeouts() {
		return this.timeouts;
	}

	HttpHeaders headers() {
		return this.headers;
	}

	@Nullable ApiKey apiKey() {
		return this.apiKey;
	}

	@Nullable Duration callTimeout() {
		return this.callTimeout;
	}

	@Nullable String startWithinReason() {
		return this.startWithinReason;
	}

	/**
	 * Return timeouts and names of headers, never the key.
	 */
	@Override
	public String toString() {
		return "RequestOptions[timeouts=" + this.timeouts + ", headers=" + this.headers.headerNames() + "]";
	}

}
