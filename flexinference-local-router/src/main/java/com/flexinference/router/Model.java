package com.flexinference.router;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model of the catalog (contract section 4.2).
 *
 * @param id the family alias
 * @param flex whether a flex race is possible
 * @param price the list price
 */
record Model(String id, boolean flex, Price price) {

	private static final long SYNCED_AT = 1_788_000_000;

	ObjectNode toJson() {
		ModelFamily family = ModelFamily.of(this.id);
		ObjectNode json = Json.object()
			.put("id", this.id)
			.put("object", "model")
			.put("created", SYNCED_AT)
			.put("owned_by", family.owner());
		ObjectNode block = json.putObject("flexinference").put("flex_race", this.flex);
		ArrayNode tiers = block.putArray("tiers").add("default").add("priority");
		if (family != ModelFamily.GEMINI) {
			tiers.add("auto");
		}
		block.putArray("providers").add(family.nativeRoute().wireName());
		block.put("open_source", false);
		return json;
	}

}
