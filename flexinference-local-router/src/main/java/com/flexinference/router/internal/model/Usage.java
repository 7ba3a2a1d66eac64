package com.flexinference.router.internal.model;

import org.jspecify.annotations.Nullable;

/**
 * What an answer used.
 *
 * @param input the input tokens, cached ones included
 * @param cacheRead how many of them were read from the prompt cache
 * @param cacheWritten how many of them were written to it, where that is reported
 * @param output the output tokens, reasoning included
 * @param reasoning how many of them are reasoning
 * @param cost the price in micro-dollars or {@code null} if there is none
 */
public record Usage(int input, int cacheRead, int cacheWritten, int output, int reasoning, @Nullable Long cost) {

	public Usage withCost(@Nullable Long cost) {
		return new Usage(this.input, this.cacheRead, this.cacheWritten, this.output, this.reasoning, cost);
	}

	public int uncached() {
		return this.input - this.cacheRead - this.cacheWritten;
	}

	public int total() {
		return this.input + this.output;
	}

}
