package com.flexinference.client.internal.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.Json;
import com.flexinference.client.message.ToolCall;

/**
 * The calls of tools in an answer. Pieces of a call have the same index, or else the same
 * key; a piece with neither belongs to the last call. Another key at the same index is
 * another call.
 */
final class ToolCallCollector {

	/**
	 * Approximate size of a call without its arguments.
	 */
	private static final int SIZE_OF_CALL = 512;

	private final CallFields fields;

	private final Budget budget;

	private final Map<Object, PendingCall> known = new HashMap<>();

	private List<PendingCall> calls = new ArrayList<>();

	private @Nullable PendingCall last;

	ToolCallCollector(CallFields fields, Budget budget) {
		this.fields = fields;
		this.budget = budget;
	}

	@Nullable PendingCall find(@Nullable Long index, @Nullable String key) {
		if (index == null) {
			return (key != null) ? this.known.get(key) : this.last;
		}
		PendingCall call = this.known.get(index);
		return (call == null || call.accepts(key)) ? call : this.known.get(key);
	}

	PendingCall call(@Nullable Long index, @Nullable String key) {
		String name = notEmpty(key);
		PendingCall call = find(index, name);
		if (call == null) {
			this.budget.take(SIZE_OF_CALL);
			call = new PendingCall(this.budget);
			this.calls.add(call);
		}
		call.key(name);
		this.last = call;
		if (index != null) {
			this.known.put(index, call);
		}
		if (name != null) {
			this.known.put(name, call);
		}
		return call;
	}

	@Nullable PendingCall begin(@Nullable Long index, JsonNode item) {
		if (!isCall(item)) {
			return null;
		}
		PendingCall call = call(index, key(item));
		describe(call, item);
		call.initialArguments(item.path(this.fields.arguments()));
		return call;
	}

	void read(@Nullable Long index, JsonNode item) {
		if (isCall(item)) {
			read(call(index, key(item)), item);
		}
	}

	private void read(PendingCall call, JsonNode item) {
		describe(call, item);
		call.arguments(item.path(this.fields.arguments()));
	}

	private void describe(PendingCall call, JsonNode item) {
		call.describe(Json.text(item, this.fields.id()), Json.text(item, "name"));
	}

	private boolean isCall(JsonNode item) {
		return this.fields.type().equals(Json.text(item, "type"));
	}

	private @Nullable String key(JsonNode item) {
		return notEmpty(Json.first(Json.text(item, "id"), Json.text(item, this.fields.id())));
	}

	/**
	 * End the call with an index, if there is one: without arguments, it needs none.
	 * @param index the index, or {@code null} for the last call
	 */
	void end(@Nullable Long index) {
		PendingCall call = find(index, null);
		if (call != null) {
			call.orElseEmpty();
		}
	}

	void readWhole(JsonNode items) {
		Set<PendingCall> whole = new LinkedHashSet<>();
		long index = 0;
		for (JsonNode item : items) {
			if (isCall(item)) {
				PendingCall arrived = arrived(index, key(item));
				PendingCall call = (arrived != null && !whole.contains(arrived)) ? arrived
						: new PendingCall(this.budget);
				read(call, item);
				whole.add(call);
			}
			index++;
		}
		this.calls = whole.isEmpty() ? this.calls : new ArrayList<>(whole);
	}

	private @Nullable PendingCall arrived(long index, @Nullable String key) {
		PendingCall call = find(index, key);
		return (call == null && key != null) ? this.known.get(key) : call;
	}

	private static @Nullable String notEmpty(@Nullable String key) {
		return (key != null && !key.isEmpty()) ? key : null;
	}

	List<ToolCall> build() {
		return this.calls.stream().map(PendingCall::build).toList();
	}

}
