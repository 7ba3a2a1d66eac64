package com.flexinference.ai;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.util.Assert;
import org.springframework.util.CollectionUtils;
import org.springframework.util.StringUtils;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.ToolCall;

/**
 * Writes prompts as requests.
 */
final class PromptMapper {

	/**
	 * The name of the schema of answers, which is that of a tool in Messages.
	 */
	static final String SCHEMA_NAME = "structured_answer";

	private PromptMapper() {
	}

	static FlexRequest map(List<Message> messages, FlexInferenceChatOptions options, CallerFormat format) {
		FlexRequest.Builder request = FlexRequest.builder();
		messages.forEach((message) -> add(message, format, request));
		PortableFields.write(options.own(), format, request);
		addTools(options, request);
		if (options.getOutputSchema() != null) {
			request.answerSchema(SCHEMA_NAME, options.getOutputSchema());
		}
		return request.build().orElse(options.getRequest());
	}

	private static void add(Message message, CallerFormat format, FlexRequest.Builder request) {
		if (message instanceof ToolResponseMessage results) {
			results.getResponses()
				.forEach((result) -> request.toolResult(StringUtils.hasText(result.id()) ? result.id() : null,
						result.name(), result.responseData()));
		}
		else if (message instanceof AssistantMessage assistant) {
			add(assistant, format, request);
		}
		else if (message instanceof SystemMessage) {
			request.system(text(message));
		}
		else {
			Assert.isInstanceOf(UserMessage.class, message, "The message cannot be sent");
			add((UserMessage) message, request);
		}
	}

	private static void add(UserMessage message, FlexRequest.Builder request) {
		if (message.getMedia().isEmpty()) {
			request.user(text(message));
			return;
		}
		request.user((content) -> {
			if (StringUtils.hasText(message.getText())) {
				content.text(message.getText());
			}
			message.getMedia().forEach((media) -> MediaPart.write(media, content));
		});
	}

	private static void add(AssistantMessage message, CallerFormat format, FlexRequest.Builder request) {
		Assert.isTrue(CollectionUtils.isEmpty(message.getMedia()),
				"Media of an assistant message cannot be sent. Send them in a user message.");
		if (KeptAnswer.write(message, format, request)) {
			return;
		}
		if (!message.hasToolCalls() || StringUtils.hasText(message.getText())) {
			request.assistant(text(message));
		}
		if (message.hasToolCalls()) {
			request.toolCalls(message.getToolCalls().stream().map(PromptMapper::call).toList());
		}
	}

	private static ToolCall call(AssistantMessage.ToolCall call) {
		return new ToolCall(StringUtils.hasText(call.id()) ? call.id() : null, call.name(),
				arguments(call.arguments()));
	}

	private static String arguments(@Nullable String arguments) {
		return (StringUtils.hasText(arguments) && !arguments.strip().equals("null")) ? arguments : "{}";
	}

	static String text(Message message) {
		return (message.getText() != null) ? message.getText() : "";
	}

	private static void addTools(FlexInferenceChatOptions options, FlexRequest.Builder request) {
		List<ToolCallback> tools = options.getToolCallbacks();
		ToolCallingChatOptions.validateToolCallbacks(tools);
		if (!CollectionUtils.isEmpty(tools)) {
			Assert.isTrue(!PortableFields.sets(options.getRequest(), (part) -> part.tool("-", "-", Map.of())),
					"The prompt and the request of its options both have tools. Set tools in one of them.");
			tools.stream()
				.map(ToolCallback::getToolDefinition)
				.forEach((tool) -> request.tool(tool.name(), tool.description(), tool.inputSchema()));
		}
	}

}
