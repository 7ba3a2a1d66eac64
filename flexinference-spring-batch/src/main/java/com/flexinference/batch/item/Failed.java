package com.flexinference.batch.item;

import com.flexinference.client.FlexInferenceException;

/**
 * An item that was given up.
 *
 * @param <I> the type of the item
 * @param item the item
 * @param key the key of the item
 * @param code the code of the failure, such as {@code moderation_blocked}
 * @param failure why it was given up
 */
public record Failed<I>(I item, String key, String code, FlexInferenceException failure) {

	/**
	 * Return key and code, never the content, which may be confidential.
	 */
	@Override
	public String toString() {
		return "Failed[key=" + this.key + ", code=" + this.code + "]";
	}

}
