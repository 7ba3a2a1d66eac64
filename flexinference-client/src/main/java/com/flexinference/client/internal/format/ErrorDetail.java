package com.flexinference.client.internal.format;

import java.io.Serializable;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.Json;

/**
 * An error as the service describes it, in one shape for its three envelopes
 * (docs/wire-contract.md, section 10). Everything may be missing, and codes are an open
 * set. The members from {@code errorClass} on are those of the {@code flexinference}
 * block, which also has the code if {@code error.code} is no string.
 */
public record ErrorDetail(@Nullable String message, @Nullable String type, @Nullable String code,
		@Nullable String param, @Nullable String docUrl, @Nullable String errorClass, @Nullable String origin,
		@Nullable String provider, @Nullable String providerCode, @Nullable Boolean retryable,
		@Nullable Integer status) implements Serializable {

	public static ErrorDetail message(@Nullable String message) {
		return new ErrorDetail(message, null, null, null, null, null, null, null, null, null, null);
	}

	public static ErrorDetail ofBody(JsonNode body) {
		// Google's own servers wrap the envelope of a stream in an array.
		return ofError((body.isArray() ? body.path(0) : body).path("error"));
	}

	static @Nullable ErrorDetail ofMember(JsonNode error) {
		boolean failure = error.isObject() || error.isString() && !error.stringValue().isBlank();
		return failure ? ofError(error) : null;
	}

	public static ErrorDetail ofError(JsonNode error) {
		if (error.isString()) {
			return message(error.stringValue().isBlank() ? null : error.stringValue());
		}
		JsonNode block = error.path("flexinference");
		JsonNode retryable = block.path("retryable");
		JsonNode status = block.path("status");
		return new ErrorDetail(Json.text(error, "message"), Json.text(error, "type", Json.text(error, "status")),
				Json.text(error, "code", Json.text(block, "code")), Json.text(error, "param"),
				Json.text(error, "doc_url", Json.text(block, "doc_url")), Json.text(block, "class"),
				Json.text(block, "origin"), Json.text(block, "provider"), Json.text(block, "provider_code"),
				retryable.isBoolean() ? (Boolean) retryable.booleanValue() : null,
				status.canConvertToInt() ? (Integer) status.intValue() : null);
	}

	public ErrorDetail withMessage(@Nullable String newMessage) {
		return new ErrorDetail(newMessage, this.type, this.code, this.param, this.docUrl, this.errorClass, this.origin,
				this.provider, this.providerCode, this.retryable, this.status);
	}

}
