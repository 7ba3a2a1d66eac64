package com.flexinference.router.internal.routing;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.account.Account;

/**
 * A model of the catalog (docs/wire-contract.md, section 4.2). Managed keys serve the
 * open-source models.
 */
record Model(String id, boolean flex, Price price) {

	private static final long SYNCED_AT = 1_788_000_000;

	boolean isListedFor(Account account) {
		return !isOpenSource() || account.isManaged();
	}

	private boolean isOpenSource() {
		return ModelFamily.of(this.id) == ModelFamily.LLAMA;
	}

	ObjectNode toJson(Account account) {
		ModelFamily family = ModelFamily.of(this.id);
		Route route = family.routes().get(0);
		List<String> tiers = new ArrayList<>(List.of("default"));
		if (!account.isManaged()) {
			tiers.add("priority");
		}
		if (!account.isManaged() && route != Route.GOOGLE) {
			tiers.add("auto");
		}
		return Json.object("id", this.id, "object", "model", "created", SYNCED_AT, "owned_by", family.owner(),
				"flexinference", Json.object("flex_race", this.flex, "tiers", tiers, "providers",
						List.of(route.wireName()), "open_source", isOpenSource()));
	}

}
