package com.flexinference.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

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
import com.flexinference.client.internal.text.ForeignText;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.ToolCall;
import com.flexinference.client.message.ToolChoice;

/**
 * A request, or a part of one: any field may be unset, and {@link #orElse} sets the unset
 * fields from another request. Unknown fields are sent unchanged. An instance is
 * immutable.
 * <p>
 * The parts of a {@link Builder} are written to the fields of the caller format. All
 * other fields are set by their name in the JSON. A request that sets the same value as a
 * part and by the name of a field is refused.
 */
public final class FlexRequest {

	/**
	 * A request in which nothing is set.
	 */
	public static final FlexRequest EMPTY = new FlexRequest(Map.of(), RequestParts.EMPTY);

	private static final String START_WITHIN = "start_within";

	private final Map<String, RawJson> fields;

	private final RequestParts parts;

	FlexRequest(Map<String, RawJson> fields, RequestParts parts) {
		this.fields = Collections.unmodifiableMap(fields);
		this.parts = parts;
	}

	/**
	 * Create a request from its fields.
	 * @param fields names on the wire, and values of any kind that Jackson can write
	 * @return a new request
	 * @throws InvalidRequestException if a value cannot be written as JSON
	 */
	public static FlexRequest of(Map<String, ?> fields) {
		Assert.notNull(fields, "'fields' must not be null");
		Builder builder = builder();
		fields.forEach((Object name, Object value) -> {
			Assert.isInstanceOf(String.class, name, "The names of the fields must be strings");
			builder.with((String) name, value);
		});
		return builder.build();
	}

	/**
	 * Create a request with a builder.
	 * @param request writes the request
	 * @return a new request
	 */
	public static FlexRequest of(Consumer<Builder> request) {
		Assert.notNull(request, "'request' must not be null");
		Builder builder = builder();
		request.accept(builder);
		return builder.build();
	}

	/**
	 * Create a request from JSON, which is sent as it is: numbers keep their exact text.
	 * @param json the text of one JSON object
	 * @return a new request
	 * @throws InvalidRequestException if the text is not one JSON object
	 */
	public static FlexRequest ofJson(String json) {
		Assert.notNull(json, "'json' must not be null");
		return ofJson(RawJson.utf8(json));
	}

	/**
	 * Create a request from JSON, which is sent as it is: numbers keep their exact text.
	 * @param json the UTF-8 text of one JSON object
	 * @return a new request
	 * @throws InvalidRequestException if the text is not one JSON object
	 */
	public static FlexRequest ofJson(byte[] json) {
		Assert.notNull(json, "'json' must not be null");
		return new FlexRequest(RequestJson.parse("request", json), RequestParts.EMPTY);
	}

	/**
	 * Create a request from any object that Jackson writes as a JSON object, such as a
	 * record. Properties that are {@code null} are left out.
	 * @param object the object
	 * @return a new request
	 * @throws InvalidRequestException if the object is not written as a JSON object
	 */
	public static FlexRequest ofObject(Object object) {
		Assert.notNull(object, "'object' must not be null");
		return ofJson(RequestJson.write("request", object).bytes());
	}

	/**
	 * Create a builder.
	 * @return a builder in which nothing is set
	 */
	public static Builder builder() {
		return new Builder(EMPTY);
	}

	/**
	 * Create a builder with the values of this request.
	 * @return a builder in which everything is set as here
	 */
	public Builder mutate() {
		return new Builder(this);
	}

	/**
	 * Set the unset fields from another request.
	 * @param other where to take unset fields and common parts from
	 * @return a new request
	 * @throws InvalidRequestException if a value that has to be merged cannot be read
	 */
	public FlexRequest orElse(FlexRequest other) {
		Assert.notNull(other, "'other' must not be null");
		return RequestJson.read(() -> merge(other));
	}

	private FlexRequest merge(FlexRequest other) {
		Map<String, RawJson> merged = new LinkedHashMap<>(this.fields);
		other.fields.forEach((name, value) -> {
			RawJson remaining = PartFields.without(name, value, this.parts);
			if (remaining != null) {
				merged.putIfAbsent(name, remaining);
			}
		});
		return new FlexRequest(merged, this.parts.orElse(PartFields.without(this.fields, other.parts)));
	}

	/**
	 * Return how long the request can wait to start.
	 * @return the value, or {@code null} if it is unset or invalid
	 */
	public @Nullable StartWithin startWithin() {
		RawJson raw = this.fields.get(START_WITHIN);
		return (raw == RawJson.OMITTED) ? StartWithin.keyDefault() : StartWithin.ofField(raw);
	}

	/**
	 * Return whether it is set how long the request can wait to start, even if the value
	 * is invalid.
	 * @return whether the field {@code start_within} is set
	 */
	public boolean hasStartWithin() {
		return this.fields.containsKey(START_WITHIN);
	}

	/**
	 * Return the model.
	 * @return the id of the model, or {@code null} if it is unset or not a string
	 */
	public @Nullable String model() {
		RawJson model = this.fields.get("model");
		return (model != null) ? model.string() : null;
	}

	/**
	 * Return the limit of tokens that {@link Builder#maxTokens} has set.
	 * @return the number of tokens, or {@code null} if it is unset
	 */
	public @Nullable Integer maxTokens() {
		return (Integer) this.parts.settings().get(Setting.MAX_TOKENS);
	}

	/**
	 * Return the sampling temperature that {@link Builder#temperature} has set.
	 * @return the temperature, or {@code null} if it is unset
	 */
	public @Nullable Double temperature() {
		return (Double) this.parts.settings().get(Setting.TEMPERATURE);
	}

	/**
	 * Return the part of the probability to sample from that {@link Builder#topP} has
	 * set.
	 * @return the value from 0 to 1, or {@code null} if it is unset
	 */
	public @Nullable Double topP() {
		return (Double) this.parts.settings().get(Setting.TOP_P);
	}

	/**
	 * Return the JSON that is sent in a caller format.
	 * @param format the caller format
	 * @return the text of one JSON object
	 * @throws InvalidRequestException if the service would always refuse the request
	 */
	public String toJson(CallerFormat format) {
		return new String(ResolvedRequest.of(this, format, false).body(), StandardCharsets.UTF_8);
	}

	Map<String, RawJson> fields() {
		return this.fields;
	}

	RequestParts parts() {
		return this.parts;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof FlexRequest that && this.fields.equals(that.fields) && this.parts.equals(that.parts);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.fields, this.parts);
	}

	/**
	 * Return the names of what is set, never the values, which may be confidential.
	 */
	@Override
	public String toString() {
		return ForeignText.neutralize("FlexRequest" + this.fields.keySet());
	}

	/**
	 * Builds a {@link FlexRequest}.
	 */
	public static final class Builder {

		private final Map<String, RawJson> fields;

		private final List<Message> messages;

		private final Map<Setting, Object> settings = new EnumMap<>(Setting.class);

		private final List<ToolDefinition> tools;

		private @Nullable String system;

		private @Nullable AnswerSchema answer;

		private Builder(FlexRequest request) {
			RequestParts parts = request.parts();
			this.fields = new LinkedHashMap<>(request.fields());
			this.messages = new ArrayList<>(parts.messages());
			this.settings.putAll(parts.settings());
			this.tools = new ArrayList<>(parts.tools());
			this.system = parts.system();
			this.answer = parts.answer();
		}

		/**
		 * Set the model.
		 * @param model the id of a model
		 * @return this builder
		 */
		public Builder model(String model) {
			return with("model", model);
		}

		/**
		 * Add a message of the user.
		 * @param text the text of the user
		 * @return this builder
		 */
		public Builder user(String text) {
			return message(Message.Role.USER, text);
		}

		/**
		 * Add a message of the user with several parts, such as text and images.
		 * @param content adds the parts, at least one
		 * @return this builder
		 */
		public Builder user(Consumer<ContentBuilder> content) {
			Assert.notNull(content, "'content' must not be null");
			ContentBuilder builder = new ContentBuilder();
			content.accept(builder);
			this.messages.add(Message.ofContent(builder.parts()));
			return this;
		}

		/**
		 * Add a message of the model.
		 * @param text what the model said
		 * @return this builder
		 */
		public Builder assistant(String text) {
			return message(Message.Role.ASSISTANT, text);
		}

		/**
		 * Add an answer as a message of the model, with all parts that the provider
		 * needs, such as signed reasoning and tool calls. The request must be sent in the
		 * format of the answer.
		 * @param answer the answer; an empty one adds nothing
		 * @return this builder
		 * @throws InvalidRequestException if the answer is not complete
		 */
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

		/**
		 * Add a message of the model from the {@link Answer#items items} of an answer
		 * that was kept elsewhere.
		 * @param format the {@link Answer#format format} of the answer, in which the
		 * request has to be sent
		 * @param items the JSON of each object that the answer consists of
		 * @return this builder
		 * @throws InvalidRequestException if an item is not a JSON object
		 */
		public Builder assistant(CallerFormat format, List<String> items) {
			Assert.notNull(format, "'format' must not be null");
			this.messages.add(Message.of("", List.of(), answerItems(format, items)));
			return this;
		}

		private static AnswerItems answerItems(CallerFormat format, List<String> items) {
			return new AnswerItems(format,
					items.stream().map((item) -> RequestJson.object("assistant", item)).toList());
		}

		private Builder message(Message.Role role, String text) {
			Assert.notNull(text, "'text' must not be null");
			this.messages.add(new Message(role, text));
			return this;
		}

		/**
		 * Add instructions for the model.
		 * @param text the instructions; they follow those already set after a blank line
		 * @return this builder
		 */
		public Builder system(String text) {
			Assert.notNull(text, "'text' must not be null");
			this.system = (this.system != null) ? this.system + "\n\n" + text : text;
			return this;
		}

		/**
		 * Add a message of the model that calls tools. If these are all calls of one
		 * answer, the rest of that answer is added too, as by {@link #assistant(Answer)},
		 * in requests of the same format.
		 * @param calls the calls, each followed by its {@link #toolResult result}; none
		 * add nothing
		 * @return this builder
		 */
		public Builder toolCalls(List<ToolCall> calls) {
			Assert.notNull(calls, "'calls' must not be null");
			checkArguments(calls);
			Message last = this.messages.isEmpty() ? null : this.messages.get(this.messages.size() - 1);
			boolean answered = last != null && last.role() == Message.Role.ASSISTANT && last.toolCalls().isEmpty();
			if (last != null && answered && last.answer() != null) {
				throw refused("toolCalls", "follows assistant(answer), which has the calls of the answer",
						"either of them", "assistant(answer), without toolCalls(answer.toolCalls())");
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

		/**
		 * Add the result of a call of a tool.
		 * @param call the call, as it came in an answer
		 * @param result the result: a text, or a value that Jackson writes as JSON
		 * @return this builder
		 */
		public Builder toolResult(ToolCall call, Object result) {
			return toolResult(call.id(), call.name(), result);
		}

		/**
		 * Add the result of a call of a tool.
		 * @param callId the id of the call, or {@code null} if the format gave none
		 * @param name the name of the tool
		 * @param result the result: a text, or a value that Jackson writes as JSON
		 * @return this builder
		 * @throws InvalidRequestException if the value cannot be written as JSON
		 */
		public Builder toolResult(@Nullable String callId, String name, Object result) {
			Assert.notNull(result, "'result' must not be null");
			String text = (result instanceof String string) ? string
					: RequestJson.write("toolResult", result).toString();
			this.messages.add(Message.of(new ToolResult(callId, name, text)));
			return this;
		}

		/**
		 * Offer a tool to the model.
		 * @param name the name of the tool
		 * @param description what it does, for the model
		 * @param schema the JSON schema of its arguments: the text of an object, or a
		 * value that Jackson writes as one
		 * @return this builder
		 */
		public Builder tool(String name, String description, Object schema) {
			Assert.hasText(name, "'name' must not be empty");
			RawJson parameters = RequestJson.object("schema of the tool " + name, schema);
			this.tools.add(new ToolDefinition(name, description, parameters));
			return this;
		}

		/**
		 * Let the model search the web, in addition to the tools that are offered. The
		 * pages that the answer cites are its {@link Answer#citations citations}.
		 * @return this builder
		 */
		public Builder webSearch() {
			return setting(Setting.WEB_SEARCH, true);
		}

		/**
		 * Request an answer in JSON. The provider enforces the schema if each object in
		 * it requires all its properties and excludes others. Other schemas are a hint
		 * for the model.
		 * @param name a name for the schema, of letters, digits, {@code _} and {@code -}
		 * @param schema the JSON schema of the answer: the text of an object, or a value
		 * that Jackson writes as one
		 * @return this builder
		 */
		public Builder answerSchema(String name, Object schema) {
			Assert.hasText(name, "'name' must not be empty");
			this.answer = new AnswerSchema(name, RequestJson.object("schema of the answer", schema));
			return this;
		}

		/**
		 * Limit the length of the answer.
		 * @param tokens the maximum number of tokens to generate
		 * @return this builder
		 */
		public Builder maxTokens(int tokens) {
			Assert.isTrue(tokens > 0, "'tokens' must be greater than 0");
			return setting(Setting.MAX_TOKENS, tokens);
		}

		/**
		 * Set the sampling temperature.
		 * @param temperature the temperature, not negative; the provider limits it to 1
		 * or 2
		 * @return this builder
		 */
		public Builder temperature(double temperature) {
			Assert.isTrue(temperature >= 0 && Double.isFinite(temperature),
					"'temperature' must be a number of zero or more");
			return setting(Setting.TEMPERATURE, temperature);
		}

		/**
		 * Set the probability mass to sample from.
		 * @param topP from 0 to 1
		 * @return this builder
		 */
		public Builder topP(double topP) {
			Assert.isTrue(topP >= 0 && topP <= 1, "'topP' must be from 0 to 1");
			return setting(Setting.TOP_P, topP);
		}

		/**
		 * Set texts that end the answer. Responses and Interactions do not have them.
		 * @param sequences the texts, at least one; the answer does not contain them
		 * @return this builder
		 */
		public Builder stop(String... sequences) {
			Assert.notEmpty(sequences, "'sequences' must not be empty");
			for (String sequence : sequences) {
				Assert.hasLength(sequence, "'sequences' must not contain an empty text");
			}
			return setting(Setting.STOP, List.of(sequences));
		}

		/**
		 * Set how much the model reasons before it answers. Messages has
		 * {@link #reasoningBudget} instead.
		 * @param effort such as {@code low}, {@code medium} or {@code high}
		 * @return this builder
		 */
		public Builder reasoningEffort(String effort) {
			Assert.hasText(effort, "'effort' must not be empty");
			return setting(Setting.REASONING_EFFORT, effort);
		}

		/**
		 * Limit the tokens for reasoning before the answer. Only supported in Messages,
		 * and not together with {@link #answerSchema}.
		 * @param tokens at least 1024, and less than {@link #maxTokens}
		 * @return this builder
		 */
		public Builder reasoningBudget(int tokens) {
			Assert.isTrue(tokens >= 1024, "'tokens' must be at least 1024");
			return setting(Setting.REASONING_BUDGET, tokens);
		}

		/**
		 * Set whether the model calls tools. Interactions has no choice of one tool, and
		 * Messages has no {@link ToolChoice#NONE}.
		 * @param choice the choice
		 * @return this builder
		 */
		public Builder toolChoice(ToolChoice choice) {
			Assert.notNull(choice, "'choice' must not be null");
			return setting(Setting.TOOL_CHOICE, choice);
		}

		/**
		 * Set whether the model may call several tools at once. Only supported in
		 * Responses and Chat Completions.
		 * @param parallel whether it may
		 * @return this builder
		 */
		public Builder parallelToolCalls(boolean parallel) {
			return setting(Setting.PARALLEL_TOOL_CALLS, parallel);
		}

		private Builder setting(Setting setting, Object value) {
			this.settings.put(setting, value);
			return this;
		}

		/**
		 * Set how long the request can wait to start.
		 * @param startWithin a duration, a tier, or the key's default
		 * @return this builder
		 */
		public Builder startWithin(StartWithin startWithin) {
			Assert.notNull(startWithin, "'startWithin' must not be null");
			return with("start_within", startWithin);
		}

		/**
		 * Set how long the request can wait to start.
		 * @param duration whole seconds, from 5 seconds to 10 minutes
		 * @return this builder
		 * @throws InvalidRequestException if the duration is out of range
		 */
		public Builder startWithin(Duration duration) {
			return startWithin(StartWithin.of(duration));
		}

		/**
		 * Let the service repeat the request to the provider.
		 * @param retry the number of attempts and the delays between them
		 * @return this builder
		 */
		public Builder retry(ServiceRetry retry) {
			return with("retry", retry);
		}

		/**
		 * Let the service repeat the request to the provider, with its default delays.
		 * @param count the maximum number of further attempts, 1 to 5
		 * @return this builder
		 */
		public Builder retry(int count) {
			return retry(ServiceRetry.of(count));
		}

		/**
		 * Set the routes to try, in order, for the same model.
		 * @param routes one to three names, such as {@code openai} and {@code foundry}
		 * @return this builder
		 */
		public Builder provider(String... routes) {
			return with("provider", routes);
		}

		/**
		 * Set whether personal data is masked. Managed keys only.
		 * @param mask whether to mask
		 * @return this builder
		 */
		public Builder piiMask(boolean mask) {
			return with("pii_mask", mask);
		}

		/**
		 * Set whether the prompt is moderated first. Managed keys only.
		 * @param moderate whether to moderate
		 * @return this builder
		 */
		public Builder moderate(boolean moderate) {
			return with("moderate", moderate);
		}

		/**
		 * Set whether prompts of Claude models are cached automatically.
		 * @param cache whether to cache
		 * @return this builder
		 */
		public Builder cache(boolean cache) {
			return with("cache", cache);
		}

		/**
		 * Set whether the content of the request is stored. Managed keys only.
		 * @param store whether to store it, encrypted
		 * @return this builder
		 */
		public Builder traceStorage(boolean store) {
			return with("trace_storage", store);
		}

		/**
		 * Set whether a stream reports cost and routing at the end.
		 * @param include whether to report them; a stream of Chat Completions then
		 * requests {@code stream_options.include_usage} too
		 * @return this builder
		 */
		public Builder includeCost(boolean include) {
			return with("include_cost", include);
		}

		/**
		 * Set any field. If a part of this builder is written to the same field, lists
		 * and objects are merged, and other values are refused when the request is sent.
		 * @param name the name on the wire
		 * @param value a value of any kind that Jackson can write, or {@code null} for a
		 * JSON null
		 * @return this builder
		 * @throws InvalidRequestException if the value cannot be written as JSON
		 */
		public Builder with(String name, @Nullable Object value) {
			Assert.notNull(name, "'name' must not be null");
			boolean omitted = value instanceof StartWithin startWithin && startWithin.isKeyDefault();
			this.fields.put(name, omitted ? RawJson.OMITTED : RequestJson.write(name, value));
			return this;
		}

		/**
		 * Build the request.
		 * @return a new request
		 */
		public FlexRequest build() {
			RequestParts parts = new RequestParts(this.system, this.messages, this.settings, this.tools, this.answer);
			return new FlexRequest(new LinkedHashMap<>(this.fields), parts);
		}

	}

}
