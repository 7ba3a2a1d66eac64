package com.flexinference.client.internal.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.internal.json.RawObjects;
import com.flexinference.client.internal.json.WireJson;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.ToolChoice;

/**
 * Writes requests and reads answers in one caller format: everything that differs between
 * the formats.
 */
public abstract class FormatCodec {

	private static final Set<String> MEMBERS = Set.of("error", "type", "message", "code", "param", "id", "model",
			"service_tier", "status", "incomplete_details", "output", "choices", "steps", "content", "stop_reason",
			"usage");

	private static final Set<String> NO_ANSWER = Set.of("error", "type", "message", "code", "param");

	private static final Set<String> TEXT_ITEMS = Set.of("message", "model_output");

	private static final Set<String> TEXT_PARTS = Set.of("output_text", "text");

	private static final Set<String> PENDING = Set.of("queued", "in_progress");

	private final CallerFormat format;

	private final String[] itemPath;

	/**
	 * Create a codec.
	 * @param format the format
	 * @param itemPath the names of the members that lead to the objects of an answer
	 */
	FormatCodec(CallerFormat format, String... itemPath) {
		this.format = format;
		this.itemPath = itemPath;
	}

	/**
	 * Return the codec of a format.
	 * @param format the format
	 * @return its codec
	 */
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
		String system = systemField();
		if (system != null && parts.system() != null) {
			fields.put(system, parts.system());
		}
		Object prompt = prompt(parts);
		if (prompt != null) {
			fields.put(promptField(), prompt);
		}
		if (!parts.tools().isEmpty()) {
			fields.put("tools", parts.tools().stream().map(this::tool).toList());
		}
		parts.settings().forEach((setting, value) -> {
			Map<String, Object> written = setting(setting, value, parts);
			if (written != null) {
				written.forEach((name, part) -> fields.merge(name, part, FormatCodec::merge));
			}
		});
		if (parts.answer() != null) {
			fields.putAll(answer(parts, parts.answer(), given));
		}
		return fields;
	}

	private static Object merge(Object first, Object second) {
		if (first instanceof List<?> list) {
			List<Object> all = new ArrayList<>(list);
			all.addAll((List<?>) second);
			return all;
		}
		Map<Object, Object> both = new LinkedHashMap<>((Map<?, ?>) first);
		both.putAll((Map<?, ?>) second);
		return both;
	}

	/**
	 * Return the name of the required field that holds the prompt.
	 * @return {@code input} or {@code messages}
	 */
	public abstract String promptField();

	abstract @Nullable String systemField();

	@Nullable Object prompt(RequestParts parts) {
		List<Object> messages = messages(parts.messages());
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

	/**
	 * Write a message of text, content or calls.
	 * @param message the message
	 * @param to where to add it
	 */
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

	/**
	 * Return whether the format has a setting.
	 * @param setting the setting
	 * @param parts the common parts, among them the setting
	 * @return whether it is written
	 */
	public final boolean supports(Setting setting, RequestParts parts) {
		Object value = parts.settings().get(setting);
		return value == null || setting(setting, value, parts) != null;
	}

	/**
	 * Return whether the format has a kind of content.
	 * @param part a part of the content of a message
	 * @return whether it is written
	 */
	public final boolean supports(ContentPart part) {
		return content(part) != null;
	}

	abstract Object tool(ToolDefinition tool);

	abstract Map<String, Object> answer(RequestParts parts, AnswerSchema schema, Set<String> given);

	/**
	 * Return what a stream needs beside {@code include_cost} to report its cost.
	 * @return fields of the request; a field that is a map belongs into the object of
	 * that name
	 */
	public Map<String, Object> costFields() {
		return Map.of();
	}

	/**
	 * Parse the body of an answer.
	 * @param body the JSON
	 * @return a tree of what {@link #answer} and {@link AnswerFailures} read
	 * @throws JacksonException if the body is not JSON
	 */
	public static JsonNode tree(byte[] body) {
		return WireJson.tree(body, (depth, name) -> (depth == 1) ? MEMBERS.contains(name) : !name.equals("logprobs"));
	}

	/**
	 * Find why a body is no whole answer.
	 * @param tree the tree of the body, which reports no failure
	 * @return the rest of a sentence, or {@code null} if it is one
	 */
	public @Nullable String findProblem(JsonNode tree) {
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
		JsonNode items = tree.path(this.itemPath[0]);
		if (!items.isArray() && !items.isNull() && !items.isMissingNode()) {
			return "'" + this.itemPath[0] + "' is not a list";
		}
		boolean readable = items.valueStream().allMatch(this::isReadable);
		return readable ? null : "the text in '" + this.itemPath[0] + "' is not of the form that the format has";
	}

	/**
	 * Return whether an object that an answer consists of has its text, if any, in the
	 * form that is read.
	 * @param item the object
	 * @return whether no text is lost
	 */
	boolean isReadable(JsonNode item) {
		JsonNode content = item.path("content");
		return isText(item) && (!TEXT_ITEMS.contains(Json.text(item, "type", ""))
				|| !content.isString() && content.valueStream().allMatch(FormatCodec::isText));
	}

	private static boolean isText(JsonNode part) {
		JsonNode text = part.path("text");
		return !TEXT_PARTS.contains(Json.text(part, "type", "")) || text.isString() || text.isNull();
	}

	/**
	 * Read the body of an answer that was not streamed.
	 * @param json the JSON of the body
	 * @param body its {@link #tree(byte[]) tree}, of any shape
	 * @return what the body says; parts that it lacks are unset
	 */
	public final Answer answer(byte[] json, JsonNode body) {
		return read(body).build(true, RawObjects.at(json, this.itemPath));
	}

	/**
	 * Read what there is of an answer that did not arrive as it should have.
	 * @param body the body of any shape
	 * @return what the body says, as an answer that is not complete
	 */
	public final Answer partialAnswer(JsonNode body) {
		return read(body).build(false, List.of());
	}

	private AnswerBuilder read(JsonNode body) {
		AnswerBuilder answer = new AnswerBuilder(this.format, new Budget(Long.MAX_VALUE));
		read(body, answer);
		return answer;
	}

	abstract void read(JsonNode body, AnswerBuilder answer);

	/**
	 * Return the assistant's text in the body of an answer (docs/wire-contract.md,
	 * section 16).
	 * @param body the body of any shape
	 * @return the text, empty if there is none
	 */
	public String text(JsonNode body) {
		StringBuilder text = new StringBuilder();
		for (JsonNode item : body.path(this.itemPath[0])) {
			texts(item, (piece, part) -> text.append(piece));
		}
		return text.toString();
	}

	/**
	 * Read the texts of an object that an answer consists of.
	 * @param item the object
	 * @param reader takes each text and the object that has it
	 */
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

	/**
	 * Return the JSON of an answer for which a schema was set.
	 * @param answer the answer
	 * @param schema the requested schema
	 * @return the text of the JSON, empty if the answer has none
	 */
	public String json(Answer answer, AnswerSchema schema) {
		return answer.text();
	}

	/**
	 * Start to read a stream.
	 * @return a reader that takes the events of one stream, one by one
	 */
	public abstract EventReader events();

}
