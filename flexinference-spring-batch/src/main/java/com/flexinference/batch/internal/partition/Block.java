package com.flexinference.batch.internal.partition;

import org.springframework.batch.infrastructure.item.ExecutionContext;

import com.flexinference.batch.internal.step.RunningStep;

/**
 * A block of successive items.
 *
 * @param number the number of the block, from 1
 * @param first the number of items before the block
 * @param end the number of items up to its end
 * @param digest the digest of the keys of all items up to its end
 * @param items the number of items of the job
 */
record Block(int number, long first, long end, long digest, long items) {

	private static final String PREFIX = "flexinference.";

	static Block from(ExecutionContext context) {
		return new Block(context.getInt(RunningStep.BLOCK), context.getLong(PREFIX + "first"),
				context.getLong(PREFIX + "end"), context.getLong(PREFIX + "digest"), context.getLong(PREFIX + "items"));
	}

	ExecutionContext toContext() {
		ExecutionContext context = new ExecutionContext();
		context.putInt(RunningStep.BLOCK, this.number);
		context.putLong(PREFIX + "first", this.first);
		context.putLong(PREFIX + "end", this.end);
		context.putLong(PREFIX + "digest", this.digest);
		context.putLong(PREFIX + "items", this.items);
		return context;
	}

}
