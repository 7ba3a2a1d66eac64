package com.flexinference.client;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.Json;
import com.flexinference.client.internal.text.ForeignText;

/**
 * A model that the service offers (docs/wire-contract.md, section 4.2).
 *
 * @param id the id, as {@code model} takes it
 * @param created when the catalog was synchronised, or {@code null} if not reported
 * @param ownedBy who made the model, empty if not reported
 * @param flexRace whether a duration in {@code start_within} races the flex tier
 * @param tiers the tiers that the calling key can name
 * @param providers the routes that are tried, in order
 * @param openSource whether the model is an open-source one
 * @param json the model as it arrived, not to be changed
 */
public record FlexModel(String id, @Nullable Instant created, String ownedBy, boolean flexRace, List<String> tiers,
		List<String> providers, boolean openSource, JsonNode json) {

	static FlexModel read(JsonNode json) {
		JsonNode extension = json.path("flexinference");
		return new FlexModel(json.path("id").asString(""), Json.instant(json.path("created"), Instant::ofEpochSecond),
				json.path("owned_by").asString(""), extension.path("flex_race").asBoolean(false),
				Json.texts(extension.path("tiers")), Json.texts(extension.path("providers")),
				extension.path("open_source").asBoolean(false), json);
	}

	/**
	 * Return what identifies the model, fit for logs.
	 */
	@Override
	public String toString() {
		return ForeignText.neutralize("FlexModel[id=" + this.id + ", flexRace=" + this.flexRace + ", tiers="
				+ this.tiers + ", providers=" + this.providers + "]");
	}

}
