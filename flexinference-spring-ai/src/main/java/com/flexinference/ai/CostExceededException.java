package com.flexinference.ai;

import java.math.BigDecimal;

import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.message.Cost;

/**
 * Thrown by {@link CostAdvisor} for a request of a conversation that has spent its
 * budget. Nothing is sent.
 */
public final class CostExceededException extends FlexInferenceException {

	private static final long serialVersionUID = 1L;

	private final String conversation;

	private final Cost cost;

	CostExceededException(String conversation, Cost cost, BigDecimal budget) {
		super("The conversation '" + conversation + "' has cost " + cost.usd().toPlainString()
				+ " USD, and its budget is " + budget.toPlainString()
				+ " USD. Start another conversation, raise the budget, or reset the cost in CostAdvisor.", null);
		this.conversation = conversation;
		this.cost = cost;
	}

	/**
	 * Return the conversation.
	 * @return the id
	 */
	public String conversation() {
		return this.conversation;
	}

	/**
	 * Return the cost of the conversation.
	 * @return the sum
	 */
	public Cost cost() {
		return this.cost;
	}

}
