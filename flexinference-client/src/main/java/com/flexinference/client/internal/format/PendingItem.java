package com.flexinference.client.internal.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.Json;
import com.flexinference.client.internal.json.JsonFields;
import com.flexinference.client.internal.json.RawJson;

/**
 * An object of an answer that a stream begins and then adds to.
 */
final class PendingItem {

	private final Budget budget;

	private final String start;

	private final Map<String, CollectedText> texts = new HashMap<>();

	private final Map<String, List<RawJson>> elements = new HashMap<>();

	private @Nullable PendingCall call;

	PendingItem(Budget budget, String start) {
		this.budget = budget;
		this.start = start;
	}

	void call(PendingCall call) {
		this.call = call;
	}

	void add(String name, @Nullable String piece) {
		if (piece != null) {
			this.texts.computeIfAbsent(name, (key) -> new CollectedText(this.budget)).append(piece);
		}
	}

	void replace(String name, @Nullable String text) {
		if (text != null) {
			this.texts.remove(name);
			add(name, text);
		}
	}

	/**
	 * Add to the list of a member.
	 * @param name the name of the member
	 * @param element what to add; ignored if it is not an object
	 */
	void add(String name, JsonNode element) {
		if (element.isObject()) {
			String json = element.toString();
			this.budget.take(json);
			this.elements.computeIfAbsent(name, (key) -> new ArrayList<>()).add(RawJson.ofJson(json));
		}
	}

	String build(BiConsumer<PendingItem, Map<String, RawJson>> writer) {
		if (this.texts.isEmpty() && this.elements.isEmpty() && this.call == null) {
			return this.start;
		}
		Map<String, RawJson> members = JsonFields.members(this.start);
		writer.accept(this, members);
		return new String(JsonFields.write(members), StandardCharsets.UTF_8);
	}

	@Nullable String text(String name) {
		CollectedText text = this.texts.get(name);
		return (text != null) ? text.toString() : null;
	}

	void writeText(String name, Map<String, RawJson> members) {
		String text = text(name);
		if (text != null) {
			RawJson begun = members.get(name);
			String first = (begun != null) ? begun.string() : null;
			members.put(name, RawJson.ofText((first != null) ? first + text : text));
		}
	}

	void writeReplaced(String name, Map<String, RawJson> members) {
		String text = text(name);
		if (text != null) {
			members.put(name, RawJson.ofText(text));
		}
	}

	void writeList(String name, Map<String, RawJson> members) {
		List<RawJson> list = this.elements.get(name);
		if (list != null) {
			append(name, list, members);
		}
	}

	static void append(String name, List<?> elements, Map<String, RawJson> members) {
		members.merge(name, RawJson.of(elements), (begun, added) -> begun.isArray() ? begun.append(added) : added);
	}

	/**
	 * Write the arguments of a call, which are JSON unless they were cut.
	 * @param name the name of the member
	 * @param members the members of the object
	 */
	void writeArguments(String name, Map<String, RawJson> members) {
		String arguments = (this.call != null) ? this.call.build().arguments() : text(name);
		if (arguments != null && !arguments.isBlank()) {
			members.put(name, Json.containerOrText(arguments));
		}
	}

}
