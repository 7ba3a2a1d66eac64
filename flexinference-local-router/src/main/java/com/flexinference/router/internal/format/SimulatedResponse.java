package com.flexinference.router.internal.format;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.model.Completion;
import com.flexinference.router.internal.model.Usage;
import com.flexinference.router.internal.routing.Routing;

/**
 * A request that was answered: all that a format needs to write the answer. The id is the
 * part of all ids that is unique to the answer, and the time of creation is in epoch
 * seconds.
 */
public record SimulatedResponse(String id, long created, ObjectNode request, Completion completion, Usage usage,
		Routing routing, boolean reportsCost) {

	public String id(String prefix) {
		return prefix + "_" + this.id;
	}

	public String id(String prefix, int index) {
		return (index != 0) ? id(prefix) + "x" + index : id(prefix);
	}

	public String model() {
		return this.request.path("model").asString();
	}

	// As OpenAI's formats name it
	String openAiTier() {
		return "standard".equals(this.routing.tier()) ? "default" : this.routing.tier();
	}

	// Adds cost and routing to a format's usage if they are to be reported
	ObjectNode addCost(ObjectNode usage) {
		if (!this.reportsCost) {
			return usage;
		}
		Long cost = this.usage.cost();
		if (cost != null) {
			usage.set("cost", Json.object("total_micro_usd", cost, "currency", "USD"));
		}
		return usage.set("routing", this.routing.toJson());
	}

}
