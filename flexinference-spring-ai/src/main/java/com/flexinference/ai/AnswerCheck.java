package com.flexinference.ai;

import java.lang.reflect.Type;
import java.util.regex.Pattern;

import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.util.StringUtils;

import com.flexinference.client.message.Answer;
import com.flexinference.client.message.InvalidToolArgumentsException;
import com.flexinference.client.message.ToolCall;
import com.flexinference.template.typed.AnswerRefusedException;
import com.flexinference.template.typed.AnswerTruncatedException;
import com.flexinference.template.typed.InvalidAnswerException;

/**
 * Refuses answers that Spring AI's converters and tools fail to read, and says why.
 */
final class AnswerCheck {

	private static final Pattern JSON = Pattern.compile("[{\\[\"\\d]|true|false|null");

	private static final Type SCHEMA = new NamedType("JSON of the output schema");

	private static final Type CALL = new NamedType("a call of a tool");

	private AnswerCheck() {
	}

	static void check(Answer answer, FlexInferenceChatOptions options) {
		if (options.isStructured()) {
			checkStructured(answer);
		}
		for (ToolCall call : answer.toolCalls()) {
			check(call, answer, options);
		}
	}

	private static void checkStructured(Answer answer) {
		if (answer.isRefused()) {
			throw new AnswerRefusedException(answer, (answer.refusal() != null) ? answer.refusal() : answer.text());
		}
		if (answer.isTruncated()) {
			throw new AnswerTruncatedException(answer, answer.text());
		}
		if (answer.toolCalls().isEmpty() && !JSON.matcher(answer.text()).find()) {
			throw new InvalidAnswerException(answer, answer.text(), SCHEMA, "it has no JSON");
		}
	}

	private static void check(ToolCall call, Answer answer, FlexInferenceChatOptions options) {
		try {
			call.json();
		}
		catch (InvalidToolArgumentsException ex) {
			if (answer.isTruncated()) {
				throw new AnswerTruncatedException(answer, call.arguments());
			}
			// Tools of other kinds tell the model what is wrong.
			if (isFunction(call.name(), options)) {
				throw new InvalidAnswerException(answer, call.arguments(), CALL,
						StringUtils.uncapitalize(String.valueOf(ex.getMessage())));
			}
		}
	}

	private static boolean isFunction(String name, FlexInferenceChatOptions options) {
		return options.getToolCallbacks() != null && options.getToolCallbacks()
			.stream()
			.anyMatch((tool) -> tool instanceof FunctionToolCallback<?, ?>
					&& tool.getToolDefinition().name().equals(name));
	}

	private record NamedType(String getTypeName) implements Type {

	}

}
