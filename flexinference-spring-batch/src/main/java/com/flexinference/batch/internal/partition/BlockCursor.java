package com.flexinference.batch.internal.partition;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStream;

import com.flexinference.batch.internal.step.AskDefinition;
import com.flexinference.client.FlexInferenceException;

/**
 * Reads the items of a job in blocks. Blocks in ascending order are read in one pass.
 *
 * @param <I> the type of the items
 */
final class BlockCursor<I> {

	/**
	 * The smallest number of items in a block. Larger blocks are multiples of it.
	 */
	static final int UNIT = 500;

	private static final int MOST_UNITS = 10;

	private static final int BLOCKS = 1_000;

	private final AskDefinition<I, ?> definition;

	private boolean open;

	private long position;

	private long digest;

	BlockCursor(AskDefinition<I, ?> definition) {
		this.definition = definition;
	}

	// A size of 0 lets it choose the number of items in a block.
	synchronized List<Block> split(long size) throws Exception {
		List<Long> digests = new ArrayList<>();
		try {
			reopen();
			while (next() != null) {
				if (this.position % UNIT == 0) {
					digests.add(this.digest);
				}
			}
			if (this.position % UNIT != 0) {
				digests.add(this.digest);
			}
		}
		finally {
			close();
		}
		// A block has no fewer items than requests can be in flight, so that the end of
		// one and the start of the next keep all of them busy.
		int wanted = Math.max(digests.size() / BLOCKS, this.definition.pacing().concurrency() / UNIT) + 1;
		int units = (size > 0) ? (int) ((size + UNIT - 1) / UNIT) : Math.min(wanted, MOST_UNITS);
		List<Block> blocks = new ArrayList<>();
		for (int first = 0; first < digests.size(); first += units) {
			int end = Math.min(first + units, digests.size());
			blocks.add(new Block(blocks.size() + 1, (long) first * UNIT, Math.min((long) end * UNIT, this.position),
					digests.get(end - 1), this.position));
		}
		return blocks;
	}

	synchronized List<I> read(Block block) throws Exception {
		if (!this.open || this.position > block.first() || this.definition.reader() instanceof ScopedObject) {
			reopen();
		}
		List<I> items = new ArrayList<>();
		I item = null;
		while (this.position < block.end() && (item = next()) != null) {
			if (this.position > block.first()) {
				items.add(item);
			}
		}
		if (this.position != block.end() || this.digest != block.digest()) {
			close();
			throw new IllegalStateException(
					"The reader does not return the items that it returned to the manager at the"
							+ " start of the job. It must return the same items in the same order on each machine and after"
							+ " each restart.");
		}
		return items;
	}

	private @Nullable I next() throws Exception {
		I item = this.definition.reader().read();
		if (item != null) {
			this.position++;
			this.digest = 31 * this.digest + key(item).hashCode();
		}
		return item;
	}

	private String key(I item) {
		try {
			return this.definition.keyOf(item, "item " + this.position);
		}
		catch (FlexInferenceException ex) {
			// The worker of its block gives it up.
			return "";
		}
	}

	private void reopen() {
		close();
		((ItemStream) this.definition.reader()).open(new ExecutionContext());
		this.open = true;
		this.position = 0;
		this.digest = 0;
	}

	synchronized void close() {
		if (this.open) {
			this.open = false;
			((ItemStream) this.definition.reader()).close();
		}
	}

}
