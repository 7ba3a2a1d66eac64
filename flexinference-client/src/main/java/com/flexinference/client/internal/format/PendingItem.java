package com.flexinference.client.internal.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.Json;
import com.flexinference.client.internal.json.JsonFields;
import com.flexinference.client.internal.json.RawJson;

/**
 * An object of an answer that a stream begins and then adds to.
 */
final class PendingItem {

	private static final String TEXT_PART = "{\"type\":\"text\"}";

	private final Budget budget;

	private final String start;

	private final Map<String, RawJson> replaced = new LinkedHashMap<>();

	private final Map<String, CollectedText> texts = new LinkedHashMap<>();

	private final Map<String, List<RawJson>> lists = new LinkedHashMap<>();

	private @Nullable PendingItem textPart;

	private @Nullable PendingCall call;

	PendingItem(Budget budget, String start) {
		this.budget = budget;
		this.start = start;
	}

	void call(@Nullable PendingCall call) {
		this.call = call;
	}

	/**
	 * Return the call, of which only the arguments count.
	 * @return a call that is none of the application unless one was set
	 */
	PendingCall call() {
		if (this.call == null) {
			this.call = new PendingCall(this.budget);
		}
		return this.call;
	}

	/**
	 * Return the text in the list {@code content}.
	 * @return the part that has it
	 */
	PendingItem textPart() {
		if (this.textPart == null) {
			this.textPart = new PendingItem(this.budget, TEXT_PART);
		}
		return this.textPart;
	}

	void add(String name, @Nullable String piece) {
		if (piece != null) {
			this.texts.computeIfAbsent(name, (key) -> new CollectedText(this.budget)).append(piece);
		}
	}

	void replace(String name, @Nullable String text) {
		if (text != null) {
			this.budget.take(text);
			this.replaced.put(name, RawJson.ofText(text));
		}
	}

	void add(String name, JsonNode element) {
		if (element.isObject()) {
			String json = element.toString();
			this.budget.take(json);
			this.lists.computeIfAbsent(name, (key) -> new ArrayList<>()).add(RawJson.ofJson(json));
		}
	}

	String build(String arguments) {
		if (this.replaced.isEmpty() && this.texts.isEmpty() && this.lists.isEmpty() && this.textPart == null
				&& this.call == null) {
			return this.start;
		}
		Map<String, RawJson> members = JsonFields.members(this.start);
		members.putAll(this.replaced);
		this.texts.forEach((name, text) -> members.merge(name, RawJson.ofText(text.toString()), PendingItem::join));
		this.lists.forEach((name, list) -> append(name, list, members));
		if (this.textPart != null && !this.textPart.texts.isEmpty()) {
			append("content", List.of(RawJson.ofJson(this.textPart.build(arguments))), members);
		}
		String written = (this.call != null) ? this.call.build().arguments() : "";
		if (!written.isBlank()) {
			// They are a text if they were cut.
			members.put(arguments, Json.containerOrText(written));
		}
		return new String(JsonFields.write(members), StandardCharsets.UTF_8);
	}

	private static RawJson join(RawJson begun, RawJson added) {
		return (begun.string() != null) ? RawJson.ofText(begun.string() + added.string()) : added;
	}

	private static void append(String name, List<RawJson> list, Map<String, RawJson> members) {
		members.merge(name, RawJson.of(list), (begun, added) -> begun.isArray() ? begun.append(added) : added);
	}

}
