package com.flexinference.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;

import com.flexinference.client.InvalidRequestException.Violation;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.internal.request.RequestParts;
import com.flexinference.client.internal.request.Setting;
import com.flexinference.client.message.ToolChoice;

/**
 * Finds tools of a request that cannot be told apart or that do not exist.
 */
final class ToolRules {

	private ToolRules() {
	}

	static List<Violation> check(Map<String, RawJson> fields, RequestParts parts) {
		ToolChoice choice = (ToolChoice) parts.settings().get(Setting.TOOL_CHOICE);
		RawJson tools = fields.get("tools");
		String named = (choice != null) ? choice.name() : null;
		if (named == null && (tools == null || parts.tools().isEmpty())) {
			return List.of();
		}
		List<Violation> violations = new ArrayList<>();
		Set<String> names = new HashSet<>();
		for (JsonNode tool : (tools != null && tools.isArray()) ? tools.tree() : Collections.<JsonNode>emptyList()) {
			String name = tool.path("name").asString(tool.path("function").path("name").asString(""));
			if (!name.isEmpty() && !names.add(name)) {
				violations.add(new Violation("tools", null, "has two tools with the name '" + name + "'",
						"tools with different names", "tool(\"" + name + "\", …) once"));
			}
		}
		if (named != null && !names.contains(named)) {
			violations.add(
					new Violation("toolChoice", null, "names the tool '" + named + "', which the request does not have",
							names.isEmpty() ? "a tool of the request" : "the tools " + String.join(", ", names),
							"tool(\"" + named + "\", …)"));
		}
		return violations;
	}

}
