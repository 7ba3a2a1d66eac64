package com.flexinference.client.message;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * Cost of an answer (docs/wire-contract.md, section 5.1).
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

	/**
	 * Return the amount and the currency, such as {@code 0.000250 USD}.
	 */
	@Override
	public String toString() {
		return usd() + " " + this.currency;
	}

}
