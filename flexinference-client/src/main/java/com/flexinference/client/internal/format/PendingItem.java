package com.flexinference.client.internal.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.client.internal.json.WireJson;

/**
 * An object of an answer that a stream begins and then adds to.
 */
final class PendingItem {

	private final Budget budget;

	private final String start;

	private final Map<String, CollectedText> texts = new HashMap<>();

	private final Map<String, List<JsonNode>> elements = new HashMap<>();

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
			this.budget.take(element.toString());
			this.elements.computeIfAbsent(name, (key) -> new ArrayList<>()).add(element);
		}
	}

	String build(BiConsumer<PendingItem, ObjectNode> writer) {
		if (this.texts.isEmpty() && this.elements.isEmpty() && this.call == null) {
			return this.start;
		}
		ObjectNode object = (ObjectNode) WireJson.MAPPER.readTree(this.start);
		writer.accept(this, object);
		return object.toString();
	}

	@Nullable String text(String name) {
		CollectedText text = this.texts.get(name);
		return (text != null) ? text.toString() : null;
	}

	void writeText(String name, ObjectNode object) {
		String text = text(name);
		if (text != null) {
			object.put(name, Json.text(object, name, "") + text);
		}
	}

	void writeReplaced(String name, ObjectNode object) {
		String text = text(name);
		if (text != null) {
			object.put(name, text);
		}
	}

	void writeList(String name, ObjectNode object) {
		List<JsonNode> list = this.elements.get(name);
		if (list != null) {
			array(name, object).addAll(list);
		}
	}

	/**
	 * Write the arguments of a call, which are JSON unless they were cut.
	 * @param name the name of the member
	 * @param object the object
	 */
	void writeArguments(String name, ObjectNode object) {
		String arguments = (this.call != null) ? this.call.build().arguments() : text(name);
		if (arguments != null && !arguments.isBlank()) {
			object.set(name, Json.treeOrText(arguments));
		}
	}

	static ArrayNode array(String name, ObjectNode object) {
		return (object.path(name) instanceof ArrayNode array) ? array : object.putArray(name);
	}

}
