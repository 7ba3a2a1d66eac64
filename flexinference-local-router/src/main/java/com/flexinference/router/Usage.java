package com.flexinference.router;

import org.jspecify.annotations.Nullable;

/**
 * What an answer used.
 *
 * @param input the input tokens
 * @param output the output tokens
 * @param cost the price in micro-dollars or {@code null} if the model has none
 */
record Usage(int input, int output, @Nullable Long cost) {

	static Usage of(Ask ask, Completion completion, @Nullable Model model, String tier) {
		int input = ask.tokens();
		int output = completion.pieces().size();
		return new Usage(input, output, (model != null) ? model.price().cost(input, output, tier) : null);
	}

	Usage withCost(@Nullable Long cost) {
		return (cost != null) ? new Usage(this.input, this.output, cost) : this;
	}

	int total() {
		return this.input + this.output;
	}

}
