package com.flexinference.client.internal.request;

import java.util.List;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.RawJson;

/**
 * What a model said, as it came in an answer.
 *
 * @param format the format of the answer
 * @param items the objects that the answer consists of
 */
public record AnswerItems(CallerFormat format, List<RawJson> items) {

	public AnswerItems {
		items = List.copyOf(items);
	}

	/**
	 * Return format and size, never the content, which may be confidential.
	 */
	@Override
	public String toString() {
		return "AnswerItems[format=" + this.format + ", items=" + this.items.size() + "]";
	}

}
