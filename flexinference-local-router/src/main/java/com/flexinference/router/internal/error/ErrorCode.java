package com.flexinference.router.internal.error;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The codes the router refuses requests with (docs/wire-contract.md, section 10.4). The
 * contract is silent about {@link #INVALID_JSON}, {@link #MISSING_INPUT},
 * {@link #MISSING_MESSAGES}, {@link #TIER_NOT_AVAILABLE}, {@link #SCHEMA_TOO_LARGE},
 * those of malformed fields, {@link #NOT_FOUND}, {@link #METHOD_NOT_ALLOWED} and
 * {@link #INTERNAL_ERROR}; their names are ours.
 */
public enum ErrorCode {

	INVALID_JSON(400, "validation"), MISSING_MODEL(400, "validation"), MISSING_START_WITHIN(400, "validation"),
	INVALID_START_WITHIN(400, "validation"), SERVICE_TIER_NOT_ALLOWED(400, "validation"),
	INVALID_RETRY(400, "validation"), INVALID_PROVIDER_CHAIN(400, "validation"),
	INVALID_INCLUDE_COST(400, "validation"), INVALID_PII_MASK(400, "validation"), INVALID_MODERATE(400, "validation"),
	INVALID_CACHE(400, "validation"), INVALID_TRACE_STORAGE(400, "validation"), MISSING_INPUT(400, "validation"),
	MISSING_MESSAGES(400, "validation"), MISSING_MAX_TOKENS(400, "validation"),
	KEY_DEFAULT_NOT_APPLICABLE(400, "capability"), PROVIDER_MODEL_MISMATCH(400, "capability"),
	FLEX_MODEL_NOT_CAPABLE(400, "capability"), FLEX_UNSUPPORTED_FOR_ANTHROPIC(400, "capability"),
	FLEX_UNSUPPORTED_ON_CLOUD(400, "capability"), AUTO_UNSUPPORTED_FOR_GEMINI(400, "capability"),
	TIER_NOT_AVAILABLE(400, "capability"), SCHEMA_TOO_LARGE(400, "capability"), NO_BYOK_KEY(400, "permission"),
	NO_GEMINI_KEY(400, "permission"), NO_ANTHROPIC_KEY(400, "permission"), MISSING_API_KEY(401, "authentication"),
	INVALID_API_KEY(401, "authentication", "The API key is not known"),
	REVOKED_API_KEY(401, "authentication", "The API key was revoked"),
	INSUFFICIENT_BALANCE(402, "billing", "The prepaid balance does not cover the request; add funds and send it again"),
	PAYMENT_REQUIRED(402, "billing"), FREE_QUOTA_EXCEEDED(402, "billing"), QUOTA_EXCEEDED(402, "billing"),
	UPSTREAM_AUTH_FAILED(403, "permission"), BEDROCK_MODEL_ACCESS_DENIED(403, "permission"),
	ACCOUNT_UNDER_REVIEW(403, "permission", "The account is under review; contact support"),
	PAYMENT_DISPUTED(403, "permission", "A payment is disputed; contact support"),
	MODERATION_BLOCKED(403, "permission", "The moderation of managed keys blocked the prompt"),
	NOT_FOUND(404, "validation"), MODEL_NOT_FOUND(404, "validation"), METHOD_NOT_ALLOWED(405, "validation"),
	REQUEST_TOO_LARGE(413, "validation"), RATE_LIMIT_EXCEEDED(429, "quota", "Too many requests in a minute"),
	SPEND_VELOCITY_EXCEEDED(429, "quota", "The daily spend ceiling is used up; it resets at midnight UTC"),
	INTERNAL_ERROR(500, "internal"),
	PII_MASKING_FAILED(500, "internal", "The masking of personal data failed, so the request was not forwarded"),
	UPSTREAM_STREAM_FAILED(502, "upstream"), LIMITS_UNAVAILABLE(503, "internal");

	private final int status;

	private final String errorClass;

	private final @Nullable String description;

	ErrorCode(int status, String errorClass) {
		this(status, errorClass, null);
	}

	ErrorCode(int status, String errorClass, @Nullable String description) {
		this.status = status;
		this.errorClass = errorClass;
		this.description = description;
	}

	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

	public int status() {
		return this.status;
	}

	public String errorClass() {
		return this.errorClass;
	}

	// An explanation that fits whatever the request is
	public String describe() {
		return (this.description != null) ? this.description
				: "The local router is scripted to fail with '" + code() + "'";
	}

	public Map<String, String> headers() {
		return (this == RATE_LIMIT_EXCEEDED) ? Map.of("Retry-After", "5") : Map.of();
	}

	public static @Nullable ErrorCode of(@Nullable String code) {
		return Arrays.stream(values()).filter((known) -> known.code().equals(code)).findFirst().orElse(null);
	}

	public static ErrorCode require(String code) {
		ErrorCode known = of(code);
		if (known == null) {
			throw new IllegalArgumentException("'" + code + "' is no code the local router knows; it knows "
					+ Arrays.stream(values()).map(ErrorCode::code).collect(Collectors.joining(", ")));
		}
		return known;
	}

}
