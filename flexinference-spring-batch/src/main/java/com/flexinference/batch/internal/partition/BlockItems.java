package com.flexinference.batch.internal.partition;

import java.util.Iterator;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Reads the items of a block.
 *
 * @param <I> the type of the items
 */
final class BlockItems<I> implements ItemReader<I> {

	private final BlockCursor<I> cursor;

	private final Block block;

	private final Runnable atEnd;

	private @Nullable Iterator<I> items;

	BlockItems(BlockCursor<I> cursor, Block block, Runnable atEnd) {
		this.cursor = cursor;
		this.block = block;
		this.atEnd = atEnd;
	}

	@Override
	public @Nullable I read() throws Exception {
		if (this.items == null) {
			this.items = this.cursor.read(this.block).iterator();
		}
		if (this.items.hasNext()) {
			return this.items.next();
		}
		this.atEnd.run();
		return null;
	}

}
