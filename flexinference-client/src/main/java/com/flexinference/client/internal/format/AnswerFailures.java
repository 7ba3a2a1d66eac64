package com.flexinference.client.internal.format;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.Json;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.ToolCall;

/**
 * Finds failures in answers that arrived as if there were none.
 */
public final class AnswerFailures {

	private static final Set<String> FAILED = Set.of("failed", "cancelled");

	private static final Set<String> PENDING = Set.of("queued", "in_progress");

	private static final Set<String> NO_ANSWER = Set.of("error", "type", "message", "code", "param");

	private static final Set<String> TEXT_ITEMS = Set.of("message", "model_output");

	private static final Set<String> TEXT_PARTS = Set.of("output_text", "text");

	private static final Set<String> CALLING = Set.of("tool_calls", "function_call", "tool_use");

	private AnswerFailures() {
	}

	public static @Nullable ErrorDetail of(JsonNode body) {
		ErrorDetail told = ErrorDetail.ofMember((body.isArray() ? body.path(0) : body).path("error"));
		told = (told != null) ? told : ChatCompletionsCodec.failureOf(body.path("choices").path(0));
		if (told != null) {
			return reasoned(told);
		}
		String status = Json.text(body, "status", "");
		if (FAILED.contains(status)) {
			return ErrorDetail.message("The answer ended with the status '" + status + "'.");
		}
		return "error".equals(Json.text(body, "type")) ? reasoned(ErrorDetail.ofError(body)) : null;
	}

	static @Nullable String findProblem(JsonNode tree, String itemsField) {
		boolean empty = tree.propertyStream()
			.allMatch((member) -> NO_ANSWER.contains(member.getKey()) || member.getValue().isNull()
					|| (member.getKey().equals("status") && !member.getValue().isString()));
		if (empty) {
			return "it has none of the fields of an answer";
		}
		String status = Json.text(tree, "status", "");
		if (PENDING.contains(status)) {
			return "the answer has not ended, its status is '" + status + "'";
		}
		JsonNode items = tree.path(itemsField);
		if (!items.isArray() && !items.isNull() && !items.isMissingNode()) {
			return "'" + itemsField + "' is not a list";
		}
		if (items.isArray() && items.isEmpty() && itemsField.equals("choices")) {
			return "it has no choice";
		}
		boolean readable = items.valueStream().allMatch(AnswerFailures::isReadable);
		return readable ? null : "the text in '" + itemsField + "' does not have the structure of the format";
	}

	private static boolean isReadable(JsonNode item) {
		JsonNode content = item.path("content");
		JsonNode ofChoice = item.path("message").path("content");
		return isText(item) && (ofChoice.isString() || ofChoice.isEmpty())
				&& (!TEXT_ITEMS.contains(Json.text(item, "type", ""))
						|| !content.isString() && content.valueStream().allMatch(AnswerFailures::isText));
	}

	private static boolean isText(JsonNode part) {
		JsonNode text = part.path("text");
		return !TEXT_PARTS.contains(Json.text(part, "type", "")) || text.isString() || text.isNull();
	}

	static ErrorDetail reasoned(ErrorDetail detail) {
		return (detail.message() != null) ? detail
				: detail.withMessage("The answer failed, and the service gave no reason.");
	}

	public static @Nullable ErrorDetail incompleteCall(Answer answer) {
		if (answer.isTruncated() || answer.isRefused()) {
			return null;
		}
		if (answer.toolCalls().isEmpty() && CALLING.contains(String.valueOf(answer.finishReason()))) {
			return ErrorDetail.message("The answer ended in order to call a tool, but it has no call.");
		}
		for (ToolCall call : answer.toolCalls()) {
			if (call.name().isEmpty()) {
				return ErrorDetail.message("The answer calls a tool, but the name of the tool is missing.");
			}
			if (call.arguments().isBlank()) {
				return ErrorDetail
					.message("The answer calls the tool '" + call.name() + "', but the arguments are missing.");
			}
		}
		return null;
	}

}
