package com.flexinference.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import tools.jackson.core.JacksonException;

import com.flexinference.client.InvalidRequestException.Violation;
import com.flexinference.client.format.Prompt;
import com.flexinference.client.format.Turn;
import com.flexinference.client.json.JsonFields;
import com.flexinference.client.json.RawJson;

/**
 * A request, or a part of one: any field may be unset, and {@link #orElse} fills what is
 * unset from another request. Fields that the client does not know pass through
 * untouched. An instance is immutable.
 * <p>
 * The common parts that a {@link Builder} offers land where each caller format wants
 * them; everything else is a field by its name on the wire. A field set by its own name
 * wins over a common part.
 */
public final class FlexRequest {

	/**
	 * A request in which nothing is set.
	 */
	public static final FlexRequest EMPTY = new FlexRequest(Map.of(), Prompt.EMPTY);

	private static final Set<String> PROMPT_FIELDS = Set.of("input", "messages");

	private static final Set<String> MAX_TOKENS_FIELDS = Set.of("max_output_tokens", "max_completion_tokens",
			"max_tokens");

	private final Map<String, RawJson> fields;

	private final Prompt prompt;

	private FlexRequest(Map<String, RawJson> fields, Prompt prompt) {
		this.fields = Collections.unmodifiableMap(fields);
		this.prompt = prompt;
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
		fields.forEach(builder::with);
		return builder.build();
	}

	/**
	 * Create a request by its common parts.
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
		return ofJson(json.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Create a request from JSON, which is sent as it is: numbers keep their exact text.
	 * @param json the UTF-8 text of one JSON object
	 * @return a new request
	 * @throws InvalidRequestException if the text is not one JSON object
	 */
	public static FlexRequest ofJson(byte[] json) {
		Assert.notNull(json, "'json' must not be null");
		try {
			return new FlexRequest(JsonFields.parse(json), Prompt.EMPTY);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("request", String.valueOf(ex.getMessage()), ex);
		}
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
		return ofJson(json("request", object).bytes());
	}

	/**
	 * Start a request.
	 * @return a builder in which nothing is set
	 */
	public static Builder builder() {
		return new Builder(EMPTY);
	}

	/**
	 * Start a request that is like this one.
	 * @return a builder in which everything is set as here
	 */
	public Builder mutate() {
		return new Builder(this);
	}

	/**
	 * Fill what is unset.
	 * @param other where to take unset fields and common parts from
	 * @return a new request
	 */
	public FlexRequest orElse(FlexRequest other) {
		Assert.notNull(other, "'other' must not be null");
		Map<String, RawJson> merged = new LinkedHashMap<>(this.fields);
		other.fields.forEach((name, value) -> {
			boolean replaced = PROMPT_FIELDS.contains(name) && hasPrompt()
					|| MAX_TOKENS_FIELDS.contains(name) && this.prompt.maxTokens() != null;
			if (!replaced) {
				merged.putIfAbsent(name, value);
			}
		});
		Prompt rest = new Prompt(other.prompt.system(), hasPrompt() ? List.of() : other.prompt.turns(),
				Collections.disjoint(this.fields.keySet(), MAX_TOKENS_FIELDS) ? other.prompt.maxTokens() : null);
		return new FlexRequest(merged, this.prompt.orElse(rest));
	}

	private boolean hasPrompt() {
		return !this.prompt.turns().isEmpty() || !Collections.disjoint(this.fields.keySet(), PROMPT_FIELDS);
	}

	Map<String, RawJson> fields() {
		return this.fields;
	}

	Prompt prompt() {
		return this.prompt;
	}

	private static RawJson json(String name, @Nullable Object value) {
		try {
			return RawJson.of(value);
		}
		catch (JacksonException ex) {
			throw invalid(name, "cannot be written as JSON: " + ex.getOriginalMessage(), ex);
		}
	}

	private static InvalidRequestException invalid(String field, String problem, Throwable cause) {
		return new InvalidRequestException(List
			.of(new Violation(field, null, problem, "one JSON object in UTF-8, or values that Jackson can write",
					"{\"model\": \"gpt-5.5\", \"input\": \"Hello\", \"start_within\": \"00h-00m-30s\"}")),
				cause);
	}

	/**
	 * Return the names of what is set, never the values, which may be confidential.
	 */
	@Override
	public String toString() {
		return "FlexRequest" + this.fields.keySet();
	}

	/**
	 * Builds a {@link FlexRequest}.
	 */
	public static final class Builder {

		private final Map<String, RawJson> fields;

		private Prompt prompt;

		private Builder(FlexRequest request) {
			this.fields = new LinkedHashMap<>(request.fields);
			this.prompt = request.prompt;
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
		 * Add a question, the same as {@link #user}.
		 * @param text what the user says
		 * @return this builder
		 */
		public Builder input(String text) {
			return user(text);
		}

		/**
		 * Add a turn of the user.
		 * @param text what the user says
		 * @return this builder
		 */
		public Builder user(String text) {
			return turn(Turn.Role.USER, text);
		}

		/**
		 * Add a turn of the model.
		 * @param text what the model said
		 * @return this builder
		 */
		public Builder assistant(String text) {
			return turn(Turn.Role.ASSISTANT, text);
		}

		private Builder turn(Turn.Role role, String text) {
			Assert.notNull(text, "'text' must not be null");
			this.prompt = this.prompt.withTurn(new Turn(role, text));
			return this;
		}

		/**
		 * Add instructions for the model.
		 * @param text the instructions
		 * @return this builder
		 */
		public Builder system(String text) {
			Assert.notNull(text, "'text' must not be null");
			this.prompt = this.prompt.withSystem(text);
			return this;
		}

		/**
		 * Limit the length of the answer.
		 * @param tokens the most tokens to generate
		 * @return this builder
		 */
		public Builder maxTokens(int tokens) {
			this.prompt = this.prompt.withMaxTokens(tokens);
			return this;
		}

		/**
		 * Set how long the request can wait to start.
		 * @param startWithin a duration, a tier, or the key's default
		 * @return this builder
		 */
		public Builder startWithin(StartWithin startWithin) {
			Assert.notNull(startWithin, "'startWithin' must not be null");
			return with("start_within",
					(startWithin.isKeyDefault()) ? RawJson.OMITTED : RawJson.of(startWithin.toString()));
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
		 * Let the service try again.
		 * @param retry how often, and with which waits
		 * @return this builder
		 */
		public Builder retry(Retry retry) {
			return with("retry", retry);
		}

		/**
		 * Let the service try again, with its default waits.
		 * @param count the most further attempts, 1 to 5
		 * @return this builder
		 */
		public Builder retry(int count) {
			return retry(Retry.of(count));
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
		 * Set whether prompts of Claude models are cached on their own accord.
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
		 * Set whether a stream tells cost and routing at its end.
		 * @param include whether to tell; on Chat Completions this needs
		 * {@code stream_options.include_usage} too
		 * @return this builder
		 */
		public Builder includeCost(boolean include) {
			return with("include_cost", include);
		}

		/**
		 * Set any field.
		 * @param name the name on the wire
		 * @param value a value of any kind that Jackson can write, or {@code null} for a
		 * JSON null
		 * @return this builder
		 * @throws InvalidRequestException if the value cannot be written as JSON
		 */
		public Builder with(String name, @Nullable Object value) {
			Assert.notNull(name, "'name' must not be null");
			this.fields.put(name, json(name, value));
			return this;
		}

		/**
		 * Build the request.
		 * @return a new request
		 */
		public FlexRequest build() {
			return new FlexRequest(new LinkedHashMap<>(this.fields), this.prompt);
		}

	}

}
