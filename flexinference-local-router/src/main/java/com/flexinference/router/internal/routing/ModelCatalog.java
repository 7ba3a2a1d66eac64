package com.flexinference.router.internal.routing;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.account.Account;
import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.error.RouterException;

/**
 * The models the router lists (docs/wire-contract.md, section 4.1), with prices that are
 * plausible but made up where the vendor's are not known.
 */
public final class ModelCatalog {

	private final Map<String, Model> models = new LinkedHashMap<>();

	public ModelCatalog() {
		flex("gpt-5.5", "5", "30");
		flex("gpt-5.5-pro", "30", "180");
		flex("gpt-5.4", "2.5", "15");
		flex("gpt-5.4-mini", "0.75", "4.5");
		flex("gpt-5.4-nano", "0.2", "1.25");
		flex("gpt-5.4-pro", "30", "180");
		flex("gpt-5.2", "1.75", "14");
		flex("gpt-5.2-pro", "21", "168");
		flex("gpt-5.1", "1.25", "10");
		flex("gpt-5", "1.25", "10");
		flex("gpt-5-mini", "0.25", "2");
		flex("gpt-5-nano", "0.05", "0.4");
		flex("o3", "2", "8");
		flex("o4-mini", "1.1", "4.4");
		flex("gemini-3.5-flash", "0.5", "3");
		flex("gemini-3.1-pro-preview", "2", "12");
		flex("gemini-3.1-flash-lite", "0.25", "1.5");
		flex("gemini-3-flash-preview", "0.5", "3");
		flex("gemini-2.5-pro", "1.25", "10");
		flex("gemini-2.5-flash", "0.3", "2.5");
		flex("gemini-2.5-flash-lite", "0.1", "0.4");
		add("gpt-4.1", false, "2", "8");
		add("claude-opus-4-8", false, "5", "25");
		add("claude-sonnet-4-6", false, "3", "15");
		add("claude-haiku-4-5", false, "1", "5");
		add("@cf/meta/llama-3.3-70b-instruct", false, "0.29", "2.25");
	}

	private void flex(String id, String input, String output) {
		add(id, true, input, output);
	}

	private void add(String id, boolean flex, String input, String output) {
		this.models.put(id, new Model(id, flex, Price.of(input, output)));
	}

	public @Nullable Model find(String id) {
		return this.models.get(id);
	}

	public ObjectNode list(Account account) {
		return Json.object("object", "list", "data",
				this.models.values()
					.stream()
					.filter((model) -> model.isListedFor(account))
					.map((model) -> model.toJson(account))
					.toList());
	}

	public ObjectNode retrieve(String id, Account account) {
		Model model = find(id);
		if (model == null || !model.isListedFor(account)) {
			throw new RouterException(ErrorCode.MODEL_NOT_FOUND, "model", "The model '" + id + "' does not exist");
		}
		return model.toJson(account);
	}

}
