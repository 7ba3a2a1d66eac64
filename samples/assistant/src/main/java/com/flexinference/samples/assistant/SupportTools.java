package com.flexinference.samples.assistant;

import java.util.Map;

import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;
import org.springframework.stereotype.Component;

/**
 * What the assistant can look up and do.
 */
@Component
class SupportTools {

	private static final Map<Integer, String> PARCELS = Map.of(1001, "out for delivery", 1002,
			"waiting in the parcel shop");

	@Tool(description = "Tells where a parcel is")
	String trackParcel(@ToolParam(description = "the number of the order") int order) {
		return "Parcel of order " + order + ": " + PARCELS.getOrDefault(order, "unknown");
	}

	@Tool(description = "Has a person call the customer back")
	String requestCallback(@ToolParam(description = "the number to call") String phone) {
		return "A person will call " + phone + " within an hour.";
	}

}
