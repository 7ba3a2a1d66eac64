package com.flexinference.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.transport.Timeouts;

/**
 * Settings of a client, for display. They contain no secret.
 *
 * @param baseUrl where the service is, with {@code /v1} at its end
 * @param keyFingerprint the first 8 hexadecimal digits of the SHA-256 of the API key, to
 * distinguish keys, or {@code null} if there is no key at this time
 * @param model the model of requests that do not set one, or {@code null}
 * @param startWithin how long requests that do not set it can wait to start, or
 * {@code null}
 * @param timeouts the timeouts, all specified
 * @param maxAttempts how often a request may be sent
 */
public record ClientSettings(String baseUrl, @Nullable String keyFingerprint, @Nullable String model,
		@Nullable StartWithin startWithin, Timeouts timeouts, int maxAttempts) {

	private static final int FINGERPRINT_BYTES = 4;

	static @Nullable String fingerprint(ApiKeySource source) {
		String key = key(source);
		if (key == null) {
			return null;
		}
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static @Nullable String key(ApiKeySource source) {
		try {
			return source.getApiKey();
		}
		catch (RuntimeException ex) {
			// Calls report it; the other settings matter even more.
			return null;
		}
	}

}
