package com.flexinference.client;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import com.flexinference.client.FlexRequest.Builder;
import com.flexinference.client.internal.format.AnswerSchema;
import com.flexinference.client.internal.format.Message;
import com.flexinference.client.internal.format.RequestParts;
import com.flexinference.client.internal.format.ToolDefinition;
import com.flexinference.client.internal.format.ToolResult;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.message.ToolCall;

/**
 * Default implementation of {@link FlexRequest.Builder}.
 */
final class DefaultFlexRequestBuilder implements Builder {

	private final Map<String, RawJson> fields;

	private RequestParts parts;

	DefaultFlexRequestBuilder(FlexRequest request) {
		this.fields = new LinkedHashMap<>(request.fields());
		this.parts = request.parts();
	}

	@Override
	public Builder user(String text) {
		return message(Message.Role.USER, text);
	}

	@Override
	public Builder assistant(String text) {
		return message(Message.Role.ASSISTANT, text);
	}

	private Builder message(Message.Role role, String text) {
		Assert.notNull(text, "'text' must not be null");
		this.parts = this.parts.withMessage(new Message(role, text));
		return this;
	}

	@Override
	public Builder system(String text) {
		Assert.notNull(text, "'text' must not be null");
		this.parts = this.parts.withSystem(text);
		return this;
	}

	@Override
	public Builder toolCalls(List<ToolCall> calls) {
		calls.forEach((call) -> RequestJson.parse(call.arguments().getBytes(StandardCharsets.UTF_8)));
		this.parts = this.parts.withMessage(Message.of(calls));
		return this;
	}

	@Override
	public Builder toolResult(@Nullable String callId, String name, String result) {
		Assert.notNull(result, "'result' must not be null");
		this.parts = this.parts.withMessage(Message.of(new ToolResult(callId, name, result)));
		return this;
	}

	@Override
	public Builder tool(String name, String description, Object schema) {
		this.parts = this.parts.withTool(new ToolDefinition(name, description, RequestJson.object(name, schema)));
		return this;
	}

	@Override
	public Builder answerSchema(String name, Object schema) {
		this.parts = this.parts.withAnswer(new AnswerSchema(name, RequestJson.object(name, schema)));
		return this;
	}

	@Override
	public Builder maxTokens(int tokens) {
		this.parts = this.parts.withMaxTokens(tokens);
		return this;
	}

	@Override
	public Builder startWithin(StartWithin startWithin) {
		Assert.notNull(startWithin, "'startWithin' must not be null");
		return with("start_within", startWithin);
	}

	@Override
	public Builder with(String name, @Nullable Object value) {
		Assert.notNull(name, "'name' must not be null");
		boolean omitted = value instanceof StartWithin startWithin && startWithin.isKeyDefault();
		this.fields.put(name, omitted ? RawJson.OMITTED : RequestJson.write(name, value));
		return this;
	}

	@Override
	public FlexRequest build() {
		return new FlexRequest(new LinkedHashMap<>(this.fields), this.parts);
	}

}
