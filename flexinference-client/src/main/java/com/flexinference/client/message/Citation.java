package com.flexinference.client.message;

import java.io.Serializable;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.internal.text.ForeignText;

/**
 * A page of the web that an answer cites.
 *
 * @param url the URL of the page
 * @param title the title of the page, or {@code null} if not reported
 * @param start where the passage begins that the citation is for, from 0, in the text of
 * the answer; {@code null} if not reported
 * @param end where the passage ends, exclusive, or {@code null} if not reported
 * @param citedText the text of the page that is cited, or {@code null} if not reported
 */
public record Citation(String url, @Nullable String title, @Nullable Integer start, @Nullable Integer end,
		@Nullable String citedText) implements Serializable {

	/**
	 * Return page and range, never the text of the page.
	 */
	@Override
	public String toString() {
		return ForeignText.neutralize("Citation[url=" + this.url + ", start=" + this.start + ", end=" + this.end + "]");
	}

}
