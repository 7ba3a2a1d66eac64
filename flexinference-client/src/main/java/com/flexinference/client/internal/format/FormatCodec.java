package com.flexinference.client.internal.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.Json;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.internal.json.WireJson;
import com.flexinference.client.internal.request.AnswerSchema;
import com.flexinference.client.internal.request.ContentPart;
import com.flexinference.client.internal.request.Message;
import com.flexinference.client.internal.request.RequestParts;
import com.flexinference.client.internal.request.Setting;
import com.flexinference.client.internal.request.ToolDefinition;
import com.flexinference.client.internal.request.ToolResult;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.TokenUsage;
import com.flexinference.client.message.ToolChoice;

/**
 * Writes requests and reads answers in one caller format: everything that differs between
 * the formats.
 */
public abstract class FormatCodec {

	private static final Set<String> MEMBERS = Set.of("error", "type", "message", "code", "param", "id", "model",
			"service_tier", "status", "incomplete_details", "output", "choices", "steps", "content", "stop_reason",
			"usage");

	private final CallerFormat format;

	private final String promptField;

	private final @Nullable String systemField;

	private final JsonPointer items;

	private final CallFields callFields;

	/**
	 * Create a codec.
	 * @param format the format
	 * @param promptField the required field that holds the prompt
	 * @param systemField the field that holds the instructions, or {@code null} if they
	 * are a message
	 * @param items leads to the objects of an answer
	 * @param callFields where these objects have calls of tools
	 */
	FormatCodec(CallerFormat format, String promptField, @Nullable String systemField, String items,
			CallFields callFields) {
		this.format = format;
		this.promptField = promptField;
		this.systemField = systemField;
		this.items = JsonPointer.compile(items);
		this.callFields = callFields;
	}

	public static FormatCodec of(CallerFormat format) {
		return switch (format) {
			case RESPONSES -> ResponsesCodec.INSTANCE;
			case CHAT_COMPLETIONS -> ChatCompletionsCodec.INSTANCE;
			case INTERACTIONS -> InteractionsCodec.INSTANCE;
			case MESSAGES -> MessagesCodec.INSTANCE;
		};
	}

	/**
	 * Write the common parts of a request the way this format has them.
	 * @param parts the common parts
	 * @param given the names of the fields that the request has besides
	 * @return fields of the request; a field that is a map belongs into the object of
	 * that name; without messages the prompt's field has at most instructions, to put
	 * before messages that are given otherwise
	 */
	public final Map<String, Object> fields(RequestParts parts, Set<String> given) {
		Map<String, Object> fields = new LinkedHashMap<>();
		if (this.systemField != null && parts.system() != null) {
			fields.put(this.systemField, parts.system());
		}
		Object prompt = prompt(parts);
		if (prompt != null) {
			fields.put(this.promptField, prompt);
		}
		if (!parts.tools().isEmpty()) {
			fields.put("tools", parts.tools().stream().map(this::tool).toList());
		}
		parts.settings().forEach((setting, value) -> {
			Map<String, Object> written = setting(setting, value, parts);
			if (written != null) {
				written.forEach((name, part) -> fields.merge(name, part, Json::merge));
			}
		});
		if (parts.answer() != null) {
			fields.putAll(answer(parts, parts.answer(), given));
		}
		return fields;
	}

	public final String promptField() {
		return this.promptField;
	}

	final CallerFormat format() {
		return this.format;
	}

	final CallFields callFields() {
		return this.callFields;
	}

	private @Nullable Object prompt(RequestParts parts) {
		if (parts.isSingleQuestion() && this.promptField.equals("input")) {
			return parts.messages().get(0).text();
		}
		List<Object> messages = messages(parts.messages());
		if (this.systemField == null && parts.system() != null) {
			messages.add(0, Json.object("role", "system", "content", parts.system()));
		}
		return messages.isEmpty() ? null : messages;
	}

	List<Object> messages(List<Message> messages) {
		List<Object> all = new ArrayList<>();
		for (Message message : messages) {
			List<RawJson> items = message.items(this.format);
			if (message.toolResult() != null) {
				all.add(result(message.toolResult()));
			}
			else if (items != null) {
				all.addAll(items);
			}
			else {
				message(message, all);
			}
		}
		return all;
	}

	abstract Object result(ToolResult result);

	abstract void message(Message message, List<Object> to);

	private @Nullable Map<String, Object> setting(Setting setting, Object value, RequestParts parts) {
		String field = setting.field(this.format);
		Object written = (field != null) ? value(setting, value, parts) : null;
		if (field == null || written == null) {
			return null;
		}
		int dot = field.indexOf('.');
		return (dot < 0) ? Map.of(field, written)
				: Map.of(field.substring(0, dot), Map.of(field.substring(dot + 1), written));
	}

	@Nullable Object value(Setting setting, Object value, RequestParts parts) {
		return switch (setting) {
			case TOOL_CHOICE -> toolChoice((ToolChoice) value);
			case WEB_SEARCH -> webSearch();
			default -> value;
		};
	}

	abstract @Nullable Object toolChoice(ToolChoice choice);

	abstract Object webSearch();

	abstract @Nullable Map<String, Object> content(ContentPart part);

	final List<Map<String, Object>> content(Message message) {
		return message.content().stream().map(this::content).filter(Objects::nonNull).toList();
	}

	public final boolean supports(Setting setting, RequestParts parts) {
		Object value = parts.settings().get(setting);
		return value == null || setting(setting, value, parts) != null;
	}

	public final boolean supports(ContentPart part) {
		return content(part) != null;
	}

	abstract Object tool(ToolDefinition tool);

	abstract Map<String, Object> answer(RequestParts parts, AnswerSchema schema, Set<String> given);

	/**
	 * Return what a stream needs beside {@code include_cost} to report its cost.
	 * @return fields of the request
	 */
	public Map<String, Object> costFields() {
		return Map.of();
	}

	public static JsonNode tree(byte[] body) {
		return WireJson.tree(body, MEMBERS);
	}

	/**
	 * Find why a body is no whole answer.
	 * @param tree the tree of the body, which reports no failure
	 * @return the rest of a sentence, or {@code null} if it is one
	 */
	public final @Nullable String findProblem(JsonNode tree) {
		return AnswerFailures.findProblem(tree, itemsField());
	}

	private String itemsField() {
		return this.items.getMatchingProperty();
	}

	/**
	 * Read the body of an answer that was not streamed.
	 * @param json the JSON of the body
	 * @param body its {@link #tree(byte[]) tree}, of any shape
	 * @return what the body says; parts that it lacks are unset
	 */
	public final Answer answer(byte[] json, JsonNode body) {
		boolean listed = body.path(itemsField()).isArray();
		return read(body).build(true, listed ? WireJson.objects(json, this.items) : List.of());
	}

	public final Answer partialAnswer(JsonNode body) {
		return read(body).build(false, List.of());
	}

	private AnswerBuilder read(JsonNode body) {
		AnswerBuilder answer = new AnswerBuilder(this, new Budget(Long.MAX_VALUE));
		answer.text(text(body));
		read(body, answer);
		return answer;
	}

	final void read(JsonNode body, AnswerBuilder answer) {
		answer.head(body);
		answer.calls().readWhole(body.at(this.items));
		readParts(body, answer);
		readUsage(body.path("usage"), answer);
	}

	abstract void readParts(JsonNode body, AnswerBuilder answer);

	void readUsage(JsonNode usage, AnswerBuilder answer) {
		if (usage.isObject()) {
			answer.usage(usage, tokens(usage));
		}
	}

	abstract TokenUsage tokens(JsonNode usage);

	/**
	 * Return the assistant's text in the body of an answer (docs/wire-contract.md,
	 * section 16).
	 * @param body the body of any shape
	 * @return the text, empty if there is none
	 */
	public String text(JsonNode body) {
		return body.path(itemsField()).valueStream().map(this::itemText).collect(Collectors.joining());
	}

	final String itemText(JsonNode item) {
		StringBuilder text = new StringBuilder();
		texts(item, (piece, part) -> text.append(piece));
		return text.toString();
	}

	abstract void texts(JsonNode item, BiConsumer<String, JsonNode> reader);

	static void texts(JsonNode item, String type, String partType, BiConsumer<String, JsonNode> reader) {
		if (type.equals(Json.text(item, "type"))) {
			for (JsonNode part : item.path("content")) {
				if (partType.equals(Json.text(part, "type"))) {
					reader.accept(Json.text(part, "text", ""), part);
				}
			}
		}
	}

	public String json(Answer answer, AnswerSchema schema) {
		return answer.text();
	}

	public final EventReader events() {
		return switch (this.format) {
			case RESPONSES -> new ResponsesEvents();
			case CHAT_COMPLETIONS -> new ChatCompletionsEvents();
			case INTERACTIONS -> new InteractionsEvents();
			case MESSAGES -> new MessagesEvents();
		};
	}

}
