package com.flexinference.client.message;

import java.io.Serializable;

/**
 * The tokens that a request used, counted the same way for all caller formats: input
 * includes what was read from or written to a cache, output includes reasoning. A count
 * that the service did not give, or gave as a negative number, is zero.
 *
 * @param inputTokens all tokens of the input
 * @param outputTokens all tokens generated, reasoning included
 * @param cachedTokens the part of the input that was read from a cache
 * @param cacheWriteTokens the part of the input that was written to a cache
 * @param reasoningTokens the part of the output that was reasoning
 */
public record TokenUsage(long inputTokens, long outputTokens, long cachedTokens, long cacheWriteTokens,
		long reasoningTokens) implements Serializable {

	/**
	 * Create counts, zero in place of negative ones.
	 */
	public TokenUsage {
		inputTokens = Math.max(0, inputTokens);
		outputTokens = Math.max(0, outputTokens);
		cachedTokens = Math.max(0, cachedTokens);
		cacheWriteTokens = Math.max(0, cacheWriteTokens);
		reasoningTokens = Math.max(0, reasoningTokens);
	}

	/**
	 * Return the sum of input and output.
	 * @return the tokens of the whole request, at most {@link Long#MAX_VALUE}
	 */
	public long totalTokens() {
		long total = this.inputTokens + this.outputTokens;
		return (total >= 0) ? total : Long.MAX_VALUE;
	}

}
