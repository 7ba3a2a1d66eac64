package com.flexinference.batch.item;

import com.flexinference.client.FlexResponse;

/**
 * An item that was answered.
 *
 * @param <I> the type of the item
 * @param <O> the type of the answer
 * @param item the item
 * @param key the key of the item
 * @param value the answer, of the requested type
 * @param response the whole answer, with usage and cost
 */
public record Answered<I, O>(I item, String key, O value, FlexResponse response) {

	/**
	 * Return key and size, never the content, which may be confidential.
	 */
	@Override
	public String toString() {
		return "Answered[key=" + this.key + ", response=" + this.response + "]";
	}

}
