package com.flexinference.batch;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads the numbers below a limit, from the start each time that it is opened.
 */
class Numbers implements ItemStreamReader<Long> {

	private final long count;

	private long next;

	Numbers(long count) {
		this.count = count;
	}

	@Override
	public void open(ExecutionContext context) {
		this.next = 0;
	}

	@Override
	public @Nullable Long read() {
		return (this.next < this.count) ? this.next++ : null;
	}

}
