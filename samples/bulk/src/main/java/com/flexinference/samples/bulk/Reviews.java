package com.flexinference.samples.bulk;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Makes up reviews, the same ones each time that it is opened.
 */
class Reviews implements ItemStreamReader<Review> {

	private static final List<String> TEXTS = List.of("I like it very much.", "It broke after two days.",
			"It does what it says.", "Never again!", "My children love it.");

	private final int count;

	private int next;

	Reviews(int count) {
		this.count = count;
	}

	@Override
	public void open(ExecutionContext executionContext) {
		this.next = 0;
	}

	@Override
	public @Nullable Review read() {
		if (this.next == this.count) {
			return null;
		}
		int id = this.next++;
		return new Review(id, TEXTS.get(id % TEXTS.size()) + " Order " + id + ".");
	}

}
