package com.flexinference.samples.quickstart;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.message.Answer;

/**
 * An answer, and what it cost.
 *
 * @param text the text of the answer
 * @param servedTier the tier that served
 * @param reason why that tier served
 * @param costUsd the cost in US dollars, or {@code null} if unknown
 */
record Reply(String text, @Nullable String servedTier, @Nullable String reason, @Nullable BigDecimal costUsd) {

	static Reply of(Answer answer) {
		return new Reply(answer.text(), answer.servedTier(),
				(answer.routing() != null) ? answer.routing().reason() : null,
				(answer.cost() != null) ? answer.cost().usd() : null);
	}

}
