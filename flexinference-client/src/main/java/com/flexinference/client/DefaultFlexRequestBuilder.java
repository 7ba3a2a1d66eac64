package com.flexinference.client;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import com.flexinference.client.FlexRequest.Builder;
import com.flexinference.client.InvalidRequestException.Violation;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.internal.request.AnswerItems;
import com.flexinference.client.internal.request.AnswerSchema;
import com.flexinference.client.internal.request.Message;
import com.flexinference.client.internal.request.RequestParts;
import com.flexinference.client.internal.request.Setting;
import com.flexinference.client.internal.request.ToolDefinition;
import com.flexinference.client.internal.request.ToolResult;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.ToolCall;
import com.flexinference.client.message.ToolChoice;

/**
 * Default implementation of {@link FlexRequest.Builder}.
 */
final class DefaultFlexRequestBuilder implements Builder {

	private final Map<String, RawJson> fields;

	private final List<Message> messages;

	private final Map<Setting, Object> settings = new EnumMap<>(Setting.class);

	private final List<ToolDefinition> tools;

	private @Nullable String system;

	private @Nullable AnswerSchema answer;

	DefaultFlexRequestBuilder(FlexRequest request) {
		RequestParts parts = request.parts();
		this.fields = new LinkedHashMap<>(request.fields());
		this.messages = new ArrayList<>(parts.messages());
		this.settings.putAll(parts.settings());
		this.tools = new ArrayList<>(parts.tools());
		this.system = parts.system();
		this.answer = parts.answer();
	}

	@Override
	public Builder user(String text) {
		return message(Message.Role.USER, text);
	}

	@Override
	public Builder user(Consumer<ContentBuilder> content) {
		Assert.notNull(content, "'content' must not be null");
		DefaultContentBuilder builder = new DefaultContentBuilder();
		content.accept(builder);
		this.messages.add(Message.ofContent(builder.parts()));
		return this;
	}

	@Override
	public Builder assistant(String text) {
		return message(Message.Role.ASSISTANT, text);
	}

	@Override
	public Builder assistant(Answer answer) {
		Assert.notNull(answer, "'answer' must not be null");
		if (!answer.complete()) {
			throw refused("assistant", "has an answer that did not arrive to its end", "complete answers",
					"assistant(answer.text())");
		}
		checkArguments(answer.toolCalls());
		if (!answer.items().isEmpty()) {
			return assistant(answer.format(), answer.items());
		}
		if (!answer.text().isEmpty()) {
			assistant(answer.text());
		}
		return answer.toolCalls().isEmpty() ? this : toolCalls(answer.toolCalls());
	}

	@Override
	public Builder assistant(CallerFormat format, List<String> items) {
		Assert.notNull(format, "'format' must not be null");
		this.messages.add(Message.of("", List.of(), answerItems(format, items)));
		return this;
	}

	private static AnswerItems answerItems(CallerFormat format, List<String> items) {
		return new AnswerItems(format, items.stream().map((item) -> RequestJson.object("assistant", item)).toList());
	}

	private Builder message(Message.Role role, String text) {
		Assert.notNull(text, "'text' must not be null");
		this.messages.add(new Message(role, text));
		return this;
	}

	@Override
	public Builder system(String text) {
		Assert.notNull(text, "'text' must not be null");
		this.system = (this.system != null) ? this.system + "\n\n" + text : text;
		return this;
	}

	@Override
	public Builder toolCalls(List<ToolCall> calls) {
		checkArguments(calls);
		Message last = this.messages.isEmpty() ? null : this.messages.get(this.messages.size() - 1);
		boolean answered = last != null && last.role() == Message.Role.ASSISTANT && last.toolCalls().isEmpty();
		if (last != null && answered && last.answer() != null) {
			throw refused("toolCalls", "follows assistant(answer), which has the calls of the answer", "either of them",
					"assistant(answer), without toolCalls(answer.toolCalls())");
		}
		if (calls.isEmpty()) {
			return this;
		}
		if (last != null && answered) {
			// The calls belong to the text before them.
			this.messages.set(this.messages.size() - 1, Message.of(last.text(), calls, null));
		}
		else {
			this.messages.add(Message.of("", calls, answerItems(calls)));
		}
		return this;
	}

	private static @Nullable AnswerItems answerItems(List<ToolCall> calls) {
		Answer answer = calls.get(0).answer();
		if (answer == null || !answer.complete() || answer.items().isEmpty() || !calls.equals(answer.toolCalls())) {
			return null;
		}
		return answerItems(answer.format(), answer.items());
	}

	private static void checkArguments(List<ToolCall> calls) {
		calls.forEach((call) -> RequestJson.object("arguments", call.arguments()));
	}

	private static InvalidRequestException refused(String part, String problem, String allowed, String example) {
		return new InvalidRequestException(new Violation(part, null, problem, allowed, example));
	}

	@Override
	public Builder toolResult(@Nullable String callId, String name, Object result) {
		Assert.notNull(result, "'result' must not be null");
		String text = (result instanceof String string) ? string : RequestJson.write("toolResult", result).toString();
		this.messages.add(Message.of(new ToolResult(callId, name, text)));
		return this;
	}

	@Override
	public Builder tool(String name, String description, Object schema) {
		Assert.hasText(name, "'name' must not be empty");
		RawJson parameters = RequestJson.object("schema of the tool " + name, schema);
		this.tools.add(new ToolDefinition(name, description, parameters));
		return this;
	}

	@Override
	public Builder webSearch() {
		return setting(Setting.WEB_SEARCH, true);
	}

	@Override
	public Builder answerSchema(String name, Object schema) {
		Assert.hasText(name, "'name' must not be empty");
		this.answer = new AnswerSchema(name, RequestJson.object("schema of the answer", schema));
		return this;
	}

	@Override
	public Builder maxTokens(int tokens) {
		Assert.isTrue(tokens > 0, "'tokens' must be greater than 0");
		return setting(Setting.MAX_TOKENS, tokens);
	}

	@Override
	public Builder temperature(double temperature) {
		Assert.isTrue(temperature >= 0 && Double.isFinite(temperature),
				"'temperature' must be a number of zero or more");
		return setting(Setting.TEMPERATURE, temperature);
	}

	@Override
	public Builder topP(double topP) {
		Assert.isTrue(topP >= 0 && topP <= 1, "'topP' must be from 0 to 1");
		return setting(Setting.TOP_P, topP);
	}

	@Override
	public Builder stop(String... sequences) {
		Assert.notEmpty(sequences, "'sequences' must not be empty");
		for (String sequence : sequences) {
			Assert.hasLength(sequence, "'sequences' must not contain an empty text");
		}
		return setting(Setting.STOP, List.of(sequences));
	}

	@Override
	public Builder reasoningEffort(String effort) {
		Assert.hasText(effort, "'effort' must not be empty");
		return setting(Setting.REASONING_EFFORT, effort);
	}

	@Override
	public Builder reasoningBudget(int tokens) {
		Assert.isTrue(tokens >= 1024, "'tokens' must be at least 1024");
		return setting(Setting.REASONING_BUDGET, tokens);
	}

	@Override
	public Builder toolChoice(ToolChoice choice) {
		Assert.notNull(choice, "'choice' must not be null");
		return setting(Setting.TOOL_CHOICE, choice);
	}

	@Override
	public Builder parallelToolCalls(boolean parallel) {
		return setting(Setting.PARALLEL_TOOL_CALLS, parallel);
	}

	private Builder setting(Setting setting, Object value) {
		this.settings.put(setting, value);
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
		RequestParts parts = new RequestParts(this.system, this.messages, this.settings, this.tools, this.answer);
		return new FlexRequest(new LinkedHashMap<>(this.fields), parts);
	}

}
