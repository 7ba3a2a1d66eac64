package com.flexinference.router;

import tools.jackson.databind.node.ObjectNode;

/**
 * A request that was served: all a format needs to write the answer.
 *
 * @param id the part of the ids that is unique to this answer
 * @param created when it was served, in epoch seconds
 * @param request the request
 * @param completion what was produced
 * @param usage what it used
 * @param routing who served it
 * @param reportsCost whether the body reports cost and routing
 */
record Served(String id, long created, ObjectNode request, Completion completion, Usage usage, Routing routing,
		boolean reportsCost) {

	String id(String prefix) {
		return prefix + "_" + this.id;
	}

	/**
	 * The id of one of several parts.
	 */
	String id(String prefix, int index) {
		return (index != 0) ? id(prefix) + "x" + index : id(prefix);
	}

	String model() {
		return this.request.path("model").asString();
	}

	/**
	 * The served tier as OpenAI's formats name it.
	 */
	String openAiTier() {
		return "standard".equals(this.routing.tier()) ? "default" : this.routing.tier();
	}

	/**
	 * Add cost and routing to a format's usage if they are to be reported.
	 */
	ObjectNode addCost(ObjectNode usage) {
		if (!this.reportsCost) {
			return usage;
		}
		Long cost = this.usage.cost();
		if (cost != null) {
			usage.putObject("cost").put("total_micro_usd", cost).put("currency", "USD");
		}
		return usage.set("routing", this.routing.toJson());
	}

}
