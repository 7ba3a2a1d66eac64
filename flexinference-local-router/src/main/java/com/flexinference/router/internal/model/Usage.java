package com.flexinference.router.internal.model;

import org.jspecify.annotations.Nullable;

/**
 * What an answer used, in tokens. The input includes those read from the prompt cache and
 * written to it, the output includes reasoning. The cost is in micro-dollars, or
 * {@code null} if there is none.
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
