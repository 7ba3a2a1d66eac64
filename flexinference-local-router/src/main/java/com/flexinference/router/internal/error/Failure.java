package com.flexinference.router.internal.error;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;

/**
 * Why a request is refused, or an answer breaks off (docs/wire-contract.md, section
 * 10.2). The code is {@code null} if an error of a provider is passed through.
 */
public record Failure(@Nullable String code, int status, String errorClass, String message, @Nullable String param,
		@Nullable String provider, @Nullable String providerCode, Map<String, String> headers) {

	public static Failure of(ErrorCode code, String message) {
		return of(code, message, null, null, null);
	}

	public static Failure of(ErrorCode code, String message, @Nullable String param, @Nullable String provider,
			@Nullable String providerCode) {
		return new Failure(code.code(), code.status(), code.errorClass(), message, param, provider, providerCode,
				code.headers());
	}

	public static Failure of(String code) {
		ErrorCode known = ErrorCode.require(code);
		return of(known, known.describe());
	}

	// With a code that is not ours
	public static Failure of(int status, String code) {
		return new Failure(code, status, errorClass(status), "The local router is scripted to fail with '" + code + "'",
				null, null, null, Map.of());
	}

	// Passed through from a provider
	public static Failure ofProvider(String provider, int status, String errorClass, String providerCode,
			String message) {
		return new Failure(null, status, errorClass, message, null, provider, providerCode, Map.of());
	}

	private static String errorClass(int status) {
		return switch (status) {
			case 401 -> "authentication";
			case 402 -> "billing";
			case 403 -> "permission";
			case 429 -> "quota";
			case 502, 504 -> "upstream";
			default -> (status < 500) ? "validation" : "internal";
		};
	}

	public Failure withMessage(String message) {
		return new Failure(this.code, this.status, this.errorClass, message, this.param, this.provider,
				this.providerCode, this.headers);
	}

	// Only what went wrong at a provider names one
	public Failure withProvider(String provider) {
		return isUpstream() ? new Failure(this.code, this.status, this.errorClass, this.message, this.param, provider,
				this.providerCode, this.headers) : this;
	}

	public Failure withHeaders(Map<String, String> more) {
		Map<String, String> headers = new LinkedHashMap<>(this.headers);
		headers.putAll(more);
		return new Failure(this.code, this.status, this.errorClass, this.message, this.param, this.provider,
				this.providerCode, headers);
	}

	public Failure withRetryAfter(Duration duration) {
		return withHeaders(Map.of("Retry-After", String.valueOf(duration.toSeconds())));
	}

	public @Nullable Duration retryAfter() {
		String seconds = this.headers.get("Retry-After");
		return (seconds != null) ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
	}

	public boolean isRetryable() {
		return this.status == 429 || this.status >= 500;
	}

	public boolean isUpstream() {
		return "upstream".equals(this.errorClass);
	}

	@Nullable String docUrl() {
		return (this.code != null) ? "https://flexinference.mintlify.app/errors#" + this.code : null;
	}

	public ObjectNode toJson() {
		boolean provider = isUpstream() || this.providerCode != null;
		return Json.object("code", this.code, "class", this.errorClass, "origin",
				provider ? "provider" : "flexinference", "status", this.status, "provider", this.provider,
				"provider_code", this.providerCode, "retryable", isRetryable(), "doc_url", this.docUrl());
	}

}
