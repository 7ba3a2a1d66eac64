package com.flexinference.client.format;

import java.io.Serializable;
import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an answer cost (contract section 5.1).
 *
 * @param microUsd millionths of a US dollar
 * @param currency the currency, {@code USD}
 */
public record Cost(long microUsd, String currency) implements Serializable {

	/**
	 * Return the cost in US dollars.
	 * @return the exact amount, with six decimal places
	 */
	public BigDecimal usd() {
		return BigDecimal.valueOf(this.microUsd, 6);
	}

	static @Nullable Cost read(JsonNode usage) {
		JsonNode cost = usage.path("cost");
		Long microUsd = Json.wholeNumber(cost.path("total_micro_usd"));
		return (microUsd != null) ? new Cost(microUsd, Json.text(cost, "currency", "USD")) : null;
	}

}
