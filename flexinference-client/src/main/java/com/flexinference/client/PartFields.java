package com.flexinference.client;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.internal.request.RequestParts;
import com.flexinference.client.internal.request.Setting;

/**
 * The fields that say the same as the parts of a request, in any of the formats. A part
 * of a request replaces such fields of its defaults, and the other way round.
 */
final class PartFields {

	private static final Set<String> MESSAGES = Set.of("input", "messages");

	private static final Set<String> SYSTEM = Set.of("instructions", "system_instruction", "system");

	private static final Set<String> INSTRUCTION_ROLES = Set.of("system", "developer");

	private static final List<String> OBJECTS = List.of("generation_config", "reasoning");

	private PartFields() {
	}

	static @Nullable RawJson without(String name, RawJson value, RequestParts parts) {
		Set<String> said = said(parts);
		if (said.contains(name)) {
			return null;
		}
		if (!OBJECTS.contains(name) || !value.isObject() || said.stream().noneMatch((path) -> path.startsWith(name))) {
			return value;
		}
		Map<String, RawJson> members = RequestJson.parse(name, value.bytes());
		members.keySet().removeIf((member) -> said.contains(name + "." + member));
		return RequestJson.write(name, members);
	}

	private static Set<String> said(RequestParts parts) {
		Set<String> names = new HashSet<>();
		parts.settings().keySet().forEach((setting) -> names.addAll(setting.fields()));
		if (!parts.messages().isEmpty()) {
			names.addAll(MESSAGES);
		}
		if (parts.system() != null) {
			names.addAll(SYSTEM);
		}
		if (!parts.tools().isEmpty()) {
			names.add("tools");
		}
		return names;
	}

	static RequestParts without(Map<String, RawJson> fields, RequestParts parts) {
		Set<String> said = said(fields);
		Map<Setting, Object> settings = new EnumMap<>(Setting.class);
		parts.settings().forEach((setting, value) -> {
			if (Collections.disjoint(said, setting.fields())) {
				settings.put(setting, value);
			}
		});
		return new RequestParts(Collections.disjoint(said, SYSTEM) ? parts.system() : null,
				Collections.disjoint(said, MESSAGES) ? parts.messages() : List.of(), settings,
				said.contains("tools") ? List.of() : parts.tools(), parts.answer());
	}

	static Set<String> saidTwice(Map<String, RawJson> fields, RequestParts parts, Map<String, Object> written) {
		Set<String> twice = names(fields);
		twice.retainAll(said(parts));
		// These are merged or refused when they are added.
		written.forEach((name, value) -> {
			twice.remove(name);
			if (value instanceof Map<?, ?> members) {
				members.keySet().forEach((member) -> twice.remove(name + "." + member));
			}
		});
		// Tools of both are merged.
		twice.remove("tools");
		return twice;
	}

	private static Set<String> names(Map<String, RawJson> fields) {
		Set<String> names = new HashSet<>(fields.keySet());
		for (String name : OBJECTS) {
			RawJson value = fields.get(name);
			if (value != null && value.isObject()) {
				value.tree().propertyNames().forEach((member) -> names.add(name + "." + member));
			}
		}
		return names;
	}

	private static Set<String> said(Map<String, RawJson> fields) {
		Set<String> names = names(fields);
		RawJson messages = fields.get("messages");
		if (messages != null && messages.isArray() && messages.tree().valueStream().anyMatch(PartFields::instructs)) {
			names.addAll(SYSTEM);
		}
		return names;
	}

	private static boolean instructs(JsonNode message) {
		return INSTRUCTION_ROLES.contains(message.path("role").asString(""));
	}

}
