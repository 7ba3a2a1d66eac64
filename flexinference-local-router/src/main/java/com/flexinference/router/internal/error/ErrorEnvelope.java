package com.flexinference.router.internal.error;

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

	public abstract ObjectNode write(Failure failure);

	private static String openAiType(int status) {
		return switch (status) {
			case 401 -> "authentication_error";
			case 402 -> "billing_error";
			case 403 -> "permission_error";
			case 429 -> "rate_limit_error";
			default -> (status < 500) ? "invalid_request_error" : "flexinference_error";
		};
	}

	private static String anthropicType(int status) {
		return switch (status) {
			case 401 -> "authentication_error";
			case 402 -> "billing_error";
			case 403 -> "permission_error";
			case 404 -> "not_found_error";
			case 413 -> "request_too_large";
			case 429 -> "rate_limit_error";
			default -> (status < 500) ? "invalid_request_error" : "api_error";
		};
	}

	private static String googleStatus(int status) {
		return switch (status) {
			case 401 -> "UNAUTHENTICATED";
			case 403 -> "PERMISSION_DENIED";
			case 404 -> "NOT_FOUND";
			case 402, 429 -> "RESOURCE_EXHAUSTED";
			case 503 -> "UNAVAILABLE";
			default -> (status < 500) ? "INVALID_ARGUMENT" : "INTERNAL";
		};
	}

}
