package com.flexinference.router.internal.error;

import java.util.Map;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;

/**
 * The shapes an error can have on the wire (docs/wire-contract.md, section 10.1). The
 * endpoint that was called decides which one.
 */
public enum ErrorEnvelope {

	OPENAI(Map.of(401, "authentication_error", 402, "billing_error", 403, "permission_error", 429, "rate_limit_error"),
			"invalid_request_error", "flexinference_error"),

	ANTHROPIC(Map.of(401, "authentication_error", 402, "billing_error", 403, "permission_error", 404, "not_found_error",
			413, "request_too_large", 429, "rate_limit_error"), "invalid_request_error", "api_error"),

	GOOGLE(Map.of(401, "UNAUTHENTICATED", 403, "PERMISSION_DENIED", 404, "NOT_FOUND", 402, "RESOURCE_EXHAUSTED", 429,
			"RESOURCE_EXHAUSTED", 503, "UNAVAILABLE"), "INVALID_ARGUMENT", "INTERNAL");

	private final Map<Integer, String> types;

	private final String otherRefusal;

	private final String otherFault;

	ErrorEnvelope(Map<Integer, String> types, String otherRefusal, String otherFault) {
		this.types = types;
		this.otherRefusal = otherRefusal;
		this.otherFault = otherFault;
	}

	public ObjectNode write(Failure failure) {
		int status = failure.status();
		String type = this.types.getOrDefault(status, (status < 500) ? this.otherRefusal : this.otherFault);
		return switch (this) {
			case OPENAI ->
				Json.object("error", Json.object("message", failure.message(), "type", type, "code", failure.code(),
						"param", failure.param(), "doc_url", failure.docUrl(), "flexinference", failure.toJson()));
			case ANTHROPIC -> Json.object("type", "error", "error",
					Json.object("type", type, "message", failure.message(), "flexinference", failure.toJson()));
			case GOOGLE -> Json.object("error", Json.object("code", status, "message", failure.message(), "status",
					type, "flexinference", failure.toJson()));
		};
	}

}
