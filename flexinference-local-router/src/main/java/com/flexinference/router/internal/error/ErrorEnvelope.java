package com.flexinference.router.internal.error;

import java.util.Map;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;

/**
 * The shapes an error can have on the wire (docs/wire-contract.md, section 10.1). The
 * endpoint that was called decides which one.
 */
public enum ErrorEnvelope {

	OPENAI {

		@Override
		public ObjectNode write(Failure failure) {
			return Json.object("error",
					Json.object("message", failure.message(), "type", openAiType(failure.status()), "code",
							failure.code(), "param", failure.param(), "doc_url", failure.docUrl(), "flexinference",
							failure.toJson()));
		}

	},

	ANTHROPIC {

		@Override
		public ObjectNode write(Failure failure) {
			return Json.object("type", "error", "error", Json.object("type", anthropicType(failure.status()), "message",
					failure.message(), "flexinference", failure.toJson()));
		}

	},

	GOOGLE {

		@Override
		public ObjectNode write(Failure failure) {
			return Json.object("error", Json.object("code", failure.status(), "message", failure.message(), "status",
					googleStatus(failure.status()), "flexinference", failure.toJson()));
		}

	};

	private static final Map<Integer, String> OPENAI_TYPES = Map.of(401, "authentication_error", 402, "billing_error",
			403, "permission_error", 429, "rate_limit_error");

	private static final Map<Integer, String> ANTHROPIC_TYPES = Map.of(401, "authentication_error", 402,
			"billing_error", 403, "permission_error", 404, "not_found_error", 413, "request_too_large", 429,
			"rate_limit_error");

	private static final Map<Integer, String> GOOGLE_STATUSES = Map.of(401, "UNAUTHENTICATED", 403, "PERMISSION_DENIED",
			404, "NOT_FOUND", 402, "RESOURCE_EXHAUSTED", 429, "RESOURCE_EXHAUSTED", 503, "UNAVAILABLE");

	public abstract ObjectNode write(Failure failure);

	private static String openAiType(int status) {
		return OPENAI_TYPES.getOrDefault(status, (status < 500) ? "invalid_request_error" : "flexinference_error");
	}

	private static String anthropicType(int status) {
		return ANTHROPIC_TYPES.getOrDefault(status, (status < 500) ? "invalid_request_error" : "api_error");
	}

	private static String googleStatus(int status) {
		return GOOGLE_STATUSES.getOrDefault(status, (status < 500) ? "INVALID_ARGUMENT" : "INTERNAL");
	}

}
