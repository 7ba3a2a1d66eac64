package com.flexinference.router;

import java.util.Map;

import tools.jackson.databind.node.ObjectNode;

/**
 * The shapes an error can have on the wire (contract section 10.1). The endpoint that was
 * called decides which one.
 */
enum ErrorEnvelope {

	OPENAI {

		@Override
		ObjectNode write(RouterException ex) {
			ObjectNode body = Json.object();
			body.putObject("error")
				.put("message", ex.getMessage())
				.put("type", openAiType(ex.code().status()))
				.put("code", ex.code().code())
				.put("param", ex.param())
				.put("doc_url", ex.code().docUrl())
				.set("flexinference", block(ex));
			return body;
		}

	},

	ANTHROPIC {

		@Override
		ObjectNode write(RouterException ex) {
			ObjectNode body = Json.object().put("type", "error");
			body.putObject("error")
				.put("type", anthropicType(ex.code().status()))
				.put("message", ex.getMessage())
				.set("flexinference", block(ex));
			return body;
		}

	},

	GOOGLE {

		@Override
		ObjectNode write(RouterException ex) {
			ObjectNode body = Json.object();
			body.putObject("error")
				.put("code", ex.code().status())
				.put("message", ex.getMessage())
				.put("status", googleStatus(ex.code().status()))
				.set("flexinference", block(ex));
			return body;
		}

	};

	abstract ObjectNode write(RouterException ex);

	Reply reply(RouterException ex) {
		return new Reply.Whole(ex.code().status(), Map.of(), write(ex));
	}

	private static ObjectNode block(RouterException ex) {
		ErrorCode code = ex.code();
		return Json.object()
			.put("code", code.code())
			.put("class", code.errorClass())
			.put("origin", "flexinference")
			.put("status", code.status())
			.put("provider", ex.provider())
			.putNull("provider_code")
			.put("retryable", code.retryable())
			.put("doc_url", code.docUrl());
	}

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
